using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text;
using Microsoft.CodeAnalysis;

namespace ReactiveWs.Generators.Tests;

/// <summary>
/// Compares what a generator wrote with files beside the tests, with the names, header, encoding and newlines of Verify.SourceGenerators:
/// <c>Snapshots/Class.Method#Hint.verified.cs</c>. A difference leaves <c>*.received.cs</c>; <c>RWS_ACCEPT=1</c> accepts it.
/// </summary>
internal static class Snapshot
{
    private static readonly UTF8Encoding s_withMark = new(encoderShouldEmitUTF8Identifier: true);

    public static void Verify(GeneratorDriver driver, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var run = driver.GetRunResult();
        foreach (var result in run.Results.Where(r => r.Exception is not null)) ExceptionDispatchInfo.Throw(result.Exception!);
        Assert.Empty(run.Diagnostics);

        var prefix = $"{Path.GetFileNameWithoutExtension(file)}.{method}";
        var directory = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(file)!, "Snapshots")).FullName;
        foreach (var old in Owned(directory, prefix, "received")) File.Delete(old);
        var stale = Owned(directory, prefix, "verified").ToHashSet(StringComparer.Ordinal);
        var problems = run.Results
            .SelectMany(r => r.GeneratedSources)
            .OrderBy(s => s.HintName, StringComparer.Ordinal)
            .Select(source => Compare(Path.Combine(directory, $"{prefix}#{Path.GetFileNameWithoutExtension(source.HintName)}"), source, stale))
            .OfType<string>()
            .ToList();
        problems.AddRange(stale.Select(path => Delete(path)));
        Assert.True(problems.Count == 0, $"{directory}\n{string.Join('\n', problems.Where(p => p.Length > 0))}");
    }

    private static bool Accepts => Environment.GetEnvironmentVariable("RWS_ACCEPT") == "1";

    private static string? Compare(string stem, GeneratedSourceResult source, HashSet<string> stale)
    {
        var received = $"//HintName: {source.HintName}\n{source.SourceText}".ReplaceLineEndings("\n");
        var verified = stem + ".verified.cs";
        stale.Remove(verified);
        if (File.Exists(verified) && File.ReadAllText(verified) == received) return null;
        if (Accepts)
        {
            File.WriteAllText(verified, received, s_withMark);
            return null;
        }
        File.WriteAllText(stem + ".received.cs", received, s_withMark);
        return $"{(File.Exists(verified) ? "NotEqual" : "New")}: {Path.GetFileName(stem)}";
    }

    private static string Delete(string path)
    {
        if (!Accepts) return $"Delete: {Path.GetFileName(path)}";
        File.Delete(path);
        return "";
    }

    private static IEnumerable<string> Owned(string directory, string prefix, string kind) =>
        Directory.GetFiles(directory, $"{prefix}*.{kind}.*").Where(path => Path.GetFileName(path).StartsWith(prefix + "#", StringComparison.Ordinal));
}
