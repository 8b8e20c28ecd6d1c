using System.Reflection;

namespace ReactiveWs.Repository.Tests;

/// <summary>What is in the repository; what `.gitignore` excludes is not.</summary>
internal static class RepositoryFiles
{
    static readonly string[] s_text =
        [".cs", ".csproj", ".props", ".targets", ".sln", ".json", ".md", ".sh", ".txt", ".xml", ".yml", ".mjs", ".js", ".html", ".css", ".py", ".http", ""];

    public static string Root { get; } = Path.GetFullPath(typeof(RepositoryFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "RepositoryRoot").Value!);

    static readonly HashSet<string> s_ignoredFolders =
    [
        ".git",
        .. File.ReadLines(Path.Combine(Root, ".gitignore")).Where(line => line.EndsWith('/')).Select(line => line.TrimEnd('/')),
    ];

    static readonly Lazy<IReadOnlyList<SourceFile>> s_all = new(() => [.. Read(new DirectoryInfo(Root)).OrderBy(file => file.Path, StringComparer.Ordinal)]);

    /// <summary>Every text file.</summary>
    public static IReadOnlyList<SourceFile> All => s_all.Value;

    /// <summary>C# under the given folders.</summary>
    public static IEnumerable<SourceFile> CSharp(params string[] folders) =>
        All.Where(file => file.IsCSharp && folders.Any(folder => file.Path.StartsWith(folder + "/", StringComparison.Ordinal)));

    /// <summary>Names at the top: folders end in a slash.</summary>
    public static IEnumerable<string> TopLevel() => new DirectoryInfo(Root).EnumerateFileSystemInfos()
        .Where(entry => !Ignored(entry))
        .Select(entry => entry is DirectoryInfo ? entry.Name + "/" : entry.Name);

    static IEnumerable<SourceFile> Read(DirectoryInfo folder) => folder.EnumerateFileSystemInfos()
        .Where(entry => !Ignored(entry))
        .SelectMany(entry => entry is DirectoryInfo inner ? Read(inner) : Read((FileInfo)entry));

    static IEnumerable<SourceFile> Read(FileInfo file) => s_text.Contains(file.Extension) || file.Name.StartsWith('.')
        ? [new SourceFile(Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName))]
        : [];

    // A clone made as a worktree has a file `.git`.
    static bool Ignored(FileSystemInfo entry) =>
        s_ignoredFolders.Contains(entry.Name) || entry.Name.Contains(".received.", StringComparison.Ordinal)
        || entry.Extension is ".user" or ".binlog" or ".swp" || entry.LinkTarget is not null;
}
