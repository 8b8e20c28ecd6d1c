// What the compiler looks for and netstandard2.0 lacks.
namespace System.Runtime.CompilerServices
{
    static class IsExternalInit;
}

namespace System
{
    /// <summary>As far as list patterns need it.</summary>
    readonly struct Index(int value, bool fromEnd = false)
    {
        public int GetOffset(int length) => fromEnd ? length - value : value;
    }
}
