using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ReactiveWs.Typed;

/// <summary>What generated writers stand on: writes JSON straight into the send buffer, with one overload of <c>Write</c> per scalar type.</summary>
/// <remarks>
/// The bytes are those of <see cref="Utf8JsonWriter"/> with the same settings. It does not look after the grammar, which generated code does by its shape.
/// Nothing is complete before <see cref="Flush"/>; a writer whose contract threw is forgotten.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct ContractWriter
{
    const int LongestPiece = 4096;

    readonly IBufferWriter<byte> _output;
    readonly WsCodecOptions _options;
    readonly JavaScriptEncoder? _encoder;
    Span<byte> _span;
    int _used;
    int _depth;
    bool _isFirst;

    /// <summary>A writer onto a buffer.</summary>
    public ContractWriter(IBufferWriter<byte> output, WsCodecOptions options)
        : this(output, options, depth: 0)
    {
    }

    ContractWriter(IBufferWriter<byte> output, WsCodecOptions options, int depth)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        _output = output;
        _options = options;
        _encoder = ReferenceEquals(options.Encoder, JavaScriptEncoder.Default) ? null : options.Encoder;
        _span = output.GetSpan();
        _depth = depth;
    }

    /// <summary>The value of a member that is not nullable.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="JsonException">It is null all the same.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T NotNull<T>([NotNull] T? value, string member)
        where T : class
    {
        if (value is null) ThrowNull(member);
        return value;
    }

    [DoesNotReturn]
    static void ThrowNull(string member) => throw new JsonException($"'{member}' is null, but its type is not nullable: set it, or declare it with '?'.");

    /// <summary>The type of a hierarchy is not among those it declares.</summary>
    public static Exception NotDeclared(object value) =>
        new NotSupportedException($"'{value?.GetType()}' is not one of the [JsonDerivedType]s of its base type: declare it there.");

    /// <summary>Opens an object.</summary>
    /// <exception cref="InvalidOperationException">It would be nested deeper than the options allow: a cycle, most likely.</exception>
    public void StartObject() => Start((byte)'{');

    /// <summary>Closes it.</summary>
    public void EndObject() => End((byte)'}');

    /// <summary>Opens an array.</summary>
    /// <exception cref="InvalidOperationException">It would be nested deeper than the options allow: a cycle, most likely.</exception>
    public void StartArray() => Start((byte)'[');

    /// <summary>Closes it.</summary>
    public void EndArray() => End((byte)']');

    void Start(byte bracket)
    {
        if (_depth >= _options.MaxDepth) ThrowTooDeep();
        _depth++;
        _isFirst = true;
        Put(bracket);
    }

    [DoesNotReturn]
    readonly void ThrowTooDeep() => throw new InvalidOperationException(
        $"Objects and arrays would be nested deeper than {_options.MaxDepth}: the value contains itself, or {nameof(WsCodecOptions.MaxDepth)} is too low for it.");

    void End(byte bracket)
    {
        _depth--;
        _isFirst = false;
        Put(bracket);
    }

    /// <summary>Writes a comma unless the next element is the first.</summary>
    public void Element()
    {
        if (!_isFirst) Put((byte)',');
        _isFirst = false;
    }

    /// <summary>Writes a comma, a name and a colon, or a whole member, as they are; without the comma when it is the first.</summary>
    /// <param name="text">For example <c>,"room":</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Name(scoped ReadOnlySpan<byte> text)
    {
        // Two calls, so that each copies a constant number of bytes.
        if (_isFirst) NextName(text[1..]);
        else NextName(text);
        _isFirst = false;
    }

    /// <summary>As <see cref="Name(ReadOnlySpan{byte})"/>, where another member is known to stand before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void NextName(scoped ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_span[_used..]);
        _used += text.Length;
    }

    /// <summary>Writes a name that has to be escaped, with what stands around it.</summary>
    public void Name(string name)
    {
        Element();
        Write(name);
        Put((byte)':');
    }

    /// <summary>Writes <c>null</c>.</summary>
    public void WriteNull() => NextName("null"u8);

    /// <summary>Hands what was written to the buffer.</summary>
    public void Flush()
    {
        _output.Advance(_used);
        _used = 0;
        _span = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Put(byte one)
    {
        Reserve(1);
        _span[_used++] = one;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Reserve(int count)
    {
        if (_span.Length - _used < count) Grow(count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Grow(int count)
    {
        _output.Advance(_used);
        _used = 0;
        _span = _output.GetSpan(count);
    }
}
