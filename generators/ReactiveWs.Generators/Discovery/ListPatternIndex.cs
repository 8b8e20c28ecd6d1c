// As far as list patterns need it; netstandard2.0 lacks it. Here, because the analyzers share this folder and Model/ as source.
namespace System;

readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
