using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace ReactiveWs.EndToEnd.Tests.Packaging;

/// <summary>The package, packed once, and a project outside the repository that restores it from a local folder.</summary>
public sealed class Packed : IAsyncLifetime
{
    private static readonly string s_version = $"0.0.1-test.{DateTime.UtcNow:yyyyMMddHHmmss}";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reactivews-package-");

    public string Project => Path.Combine(_folder.FullName, "consumer");

    public string Feed => Path.Combine(_folder.FullName, "feed");

    public string PackagePath => Path.Combine(Feed, $"ReactiveWs.{s_version}.nupkg");

    private static string Repository =>
        typeof(Packed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public async ValueTask InitializeAsync()
    {
        var pack = await DotnetAsync(Repository, "pack", "src/ReactiveWs", "-c", "Release", "-o", Feed, $"-p:Version={s_version}");
        Assert.True(pack.Succeeded, pack.Output);
        Directory.CreateDirectory(Project);
        Copy("Consumer.csproj", text => text.Replace("VERSION", s_version, StringComparison.Ordinal));
        Copy("Program.cs", text => text);
        await File.WriteAllTextAsync(Path.Combine(Project, "nuget.config"), NugetConfig);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return default;
    }

    /// <summary>The package goes into a folder of the test's own; the others are taken from where they have been restored to already.</summary>
    private string NugetConfig => $"""
        <configuration>
          <packageSources><add key="packed" value="{Feed}" /></packageSources>
          <config><add key="globalPackagesFolder" value="{Path.Combine(_folder.FullName, "packages")}" /></config>
          <fallbackPackageFolders><add key="restored" value="{RestoredPackages}" /></fallbackPackageFolders>
        </configuration>
        """;

    private static string RestoredPackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private void Copy(string name, Func<string, string> change) => File.WriteAllText(
        Path.Combine(Project, name),
        change(File.ReadAllText(Path.Combine(Repository, "tests/ReactiveWs.EndToEnd.Tests/Packaging/consumer", name + ".txt"))));

    public static Task<Ran> DotnetAsync(string directory, params string[] arguments) => RunAsync("dotnet", directory, arguments);

    public static async Task<Ran> RunAsync(string program, string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment.Remove("NUGET_PACKAGES");
        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        lock (output) return new Ran(process.ExitCode == 0, output.ToString());

        void Add(string? line)
        {
            lock (output) output.AppendLine(line);
        }
    }
}

/// <summary>How a program ended, and what it said.</summary>
public sealed record Ran(bool Succeeded, string Output);
