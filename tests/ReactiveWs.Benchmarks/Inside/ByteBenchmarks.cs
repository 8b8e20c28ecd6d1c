using System.Text;
using System.Text.Unicode;
using BenchmarkDotNet.Attributes;
using ReactiveWs.Frames;

namespace ReactiveWs.Benchmarks.Inside;

/// <summary>Masking beside what memory allows: a copy of the same bytes.</summary>
[HideColumns("Error", "StdDev", "Median", "RatioSD")]
public class MaskingBenchmarks
{
    byte[] _data = [];
    byte[] _other = [];

    [Params(64, 1024, 65_536, 1_048_576)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Allocate() => (_data, _other) = (new byte[Size], new byte[Size]);

    [Benchmark(Baseline = true)]
    public void Copy() => _data.CopyTo(_other, 0);

    [Benchmark]
    public void InPlace() => Masking.Apply(_data, 0x12345678);

    [Benchmark]
    public void WhileCopying() => Masking.Copy(_data, _other, 0x12345678);
}

/// <summary>Validation of text in fragments beside the platform's validation of the whole.</summary>
[HideColumns("Error", "StdDev", "Median", "RatioSD")]
public class Utf8Benchmarks
{
    const int Size = 65_536;

    byte[] _text = [];

    [Params("ascii", "mixed")]
    public string Content { get; set; } = "";

    [GlobalSetup]
    public void Fill() => _text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Content == "ascii" ? "plain text " : "gemischt: äöü €", Size)))[..Size];

    [Benchmark(Baseline = true)]
    public bool Platform() => Utf8.IsValid(_text);

    [Benchmark]
    public bool InFragmentsOf1000()
    {
        var validator = default(Utf8Validator);
        var valid = true;
        for (var start = 0; start < Size && valid; start += 1000) valid = validator.Append(_text.AsSpan(start, Math.Min(1000, Size - start)));
        return valid;
    }
}
