using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace ReactiveWs.EndToEnd.Tests.Packaging;

/// <summary>The package, packed once, and projects outside the repository that restore it from a local folder.</summary>
public sealed class Packed : IAsyncLifetime
{
    private static readonly string s_version = $"0.0.1-test.{DateTime.UtcNow:yyyyMMddHHmmss}";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reactivews-package-");

    /// <summary>A project that talks to itself.</summary>
    public string Project { get; private set; } = "";

    public string Feed => Path.Combine(_folder.FullName, "feed");

    public string PackagePath => Path.Combine(Feed, $"ReactiveWs.{s_version}.nupkg");

    private static string Repository =>
        typeof(Packed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public async ValueTask InitializeAsync()
    {
        var pack = await DotnetAsync(Repository, "pack", "src/ReactiveWs", "-c", "Release", "-o", Feed, $"-p:Version={s_version}");
        Assert.True(pack.Succeeded, pack.Output);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "nuget.config"), NugetConfig);
        Project = Create("consumer", "Consumer.csproj", "Program.cs");
    }

    /// <summary>Lays out a project that refers to the package, from the files of a folder beside this one.</summary>
    public string Create(string name, params string[] files)
    {
        var project = _folder.CreateSubdirectory(name).FullName;
        foreach (var file in files)
        {
            var text = File.ReadAllText(Path.Combine(Repository, "tests/ReactiveWs.EndToEnd.Tests/Packaging", name, file + ".txt"));
            File.WriteAllText(Path.Combine(project, file), text.Replace("VERSION", s_version, StringComparison.Ordinal));
        }

        return project;
    }

    /// <summary>Compiles the sources for another framework, packs them, and lays out <see cref="Project"/> for it.</summary>
    public async Task<string> CreateForAsync(string framework)
    {
        var sources = _folder.CreateSubdirectory("sources-" + framework).FullName;
        foreach (var file in Sources())
        {
            var copy = Path.Combine(sources, Path.GetRelativePath(Repository, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Retarget(Path.Combine(sources, "Directory.Build.props"), framework);
        var pack = await DotnetAsync(sources, "pack", "src/ReactiveWs", "-c", "Release", "-o", Feed, $"-p:Version={s_version}.{framework}", "-p:RunAnalyzers=false");
        Assert.True(pack.Succeeded, pack.Output);
        var project = _folder.CreateSubdirectory("consumer-" + framework).FullName;
        foreach (var file in Directory.GetFiles(Project, "*.cs*")) File.Copy(file, Path.Combine(project, Path.GetFileName(file)));
        Retarget(Path.Combine(project, "Consumer.csproj"), framework);
        return project;
    }

    private static IEnumerable<string> Sources() =>
        new[] { "src", "generators", "analyzers" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository, folder), "*", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Concat(new[] { "Directory.Build.props", "Directory.Packages.props", ".editorconfig", "global.json", "README.md", "LICENSE" }.Select(file => Path.Combine(Repository, file)));

    private static void Retarget(string file, string framework) => File.WriteAllText(
        file,
        File.ReadAllText(file).Replace("net10.0", framework, StringComparison.Ordinal).Replace(s_version, $"{s_version}.{framework}", StringComparison.Ordinal));

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
