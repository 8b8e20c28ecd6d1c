namespace ReactiveWs.Repository.Tests.Rules;

public sealed class ReadmeRuleTests
{
    static readonly SourceFile s_sample = SourceFile.CSharp("""
        class Program
        {
            // <readme:client>
            await using var ws = new ReactiveWebSocket();

            if (ws is null)
                return;
            // </readme:client>
        }
        """, "samples/Hello/Program.cs");

    const string Copy = """
        # Title
        <!-- readme:client -->
        ```csharp
        await using var ws = new ReactiveWebSocket();

        if (ws is null)
            return;
        ```
        """;

    [Fact]
    public void The_readmes_code_is_the_samples_code() =>
        Rule.Holds(ReadmeRule.Check(RepositoryFiles.All.Single(file => file.Path == "README.md").Text, RepositoryFiles.CSharp("samples")));

    [Fact]
    public void The_test_kits_readmes_code_is_its_tests_code() =>
        Rule.Holds(ReadmeRule.Check(
            RepositoryFiles.All.Single(file => file.Path == "src/ReactiveWs.Testing/README.md").Text,
            RepositoryFiles.CSharp("tests").Where(file => file.Path.EndsWith("/TestKitTests.cs", StringComparison.Ordinal))));

    [Fact]
    public void A_true_copy_passes() => Rule.Holds(ReadmeRule.Check(Copy, [s_sample]));

    [Fact]
    public void Other_languages_are_free() => Rule.Holds(ReadmeRule.Check("```sh\ndotnet run\n```\n", []));

    [Fact]
    public void A_copy_that_differs_is_found() => Rule.Finds("readme:client differs", ReadmeRule.Check(Copy.Replace("is null", "is not null", StringComparison.Ordinal), [s_sample]));

    [Fact]
    public void A_block_without_a_name_is_found() => Rule.Finds("no <!-- readme:NAME -->", ReadmeRule.Check("```csharp\nvar x = 1;\n```\n", []));

    [Fact]
    public void A_block_without_an_original_is_found() => Rule.Finds("no sample holds <readme:client>", ReadmeRule.Check(Copy, []));

    [Fact]
    public void A_region_that_the_readme_lacks_is_found() => Rule.Finds("<readme:client> is not in the README", ReadmeRule.Check("# Title", [s_sample]));

    [Fact]
    public void Two_regions_of_one_name_are_found() => Rule.Finds("stands twice", ReadmeRule.Check(Copy, [s_sample, s_sample with { Path = "samples/Other.cs" }]));
}
