using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ReactiveWs;

/// <summary>How contracts are read and written. Immutable.</summary>
/// <remarks>
/// The bytes are those of <c>System.Text.Json</c> with <c>JsonSerializerOptions.Strict</c>, camel case, and unknown members tolerated.
/// Where the two differ by choice: properties that only have a getter and belong to no constructor parameter are not on the wire.
/// </remarks>
public sealed record WsCodecOptions
{
    const int DefaultMaxDepth = 64;

    /// <summary>The defaults, without a context for foreign types.</summary>
    public static WsCodecOptions Default { get; } = new();

    /// <summary>The options of the user's <c>JsonSerializerContext</c>, for member types that generated code does not write. Default null: there are none.</summary>
    public JsonSerializerOptions? Foreign { get; init; }

    /// <summary>What is escaped in strings. Default null: everything but plain ASCII, as <c>System.Text.Json</c> does.</summary>
    public JavaScriptEncoder? Encoder { get; init; }

    /// <summary>How deep objects and arrays may be nested, at least 1. Default 64. Deeper input is malformed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = DefaultMaxDepth;

    /// <summary>True to let the last of several members with one name win. Default false: the message is malformed.</summary>
    public bool AllowDuplicates { get; init; }

    /// <summary>The JSON properties of the message around the members, which are no unknown members. Default: <c>type</c> and <c>id</c>.</summary>
    public IReadOnlyList<string> EnvelopeMembers { get; init; } = ["type", "id"];

    /// <summary>How a reader for a whole message is set up.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public JsonReaderOptions Reader => new() { MaxDepth = MaxDepth };

    /// <summary>How a writer is set up.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public JsonWriterOptions Writer => new() { Encoder = Encoder, MaxDepth = MaxDepth, SkipValidation = true };

    /// <summary>What the user's context knows of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <exception cref="NotSupportedException">There is no context, or it does not know the type.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public JsonTypeInfo<T> TypeInfo<T>() => Foreign?.GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
        ?? throw new NotSupportedException($"No JsonSerializerContext knows '{typeof(T)}': add [JsonSerializable(typeof({typeof(T).Name}))] to the protocol's JsonContext.");
}
