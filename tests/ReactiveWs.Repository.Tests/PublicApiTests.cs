using System.Text;
using ReactiveWs.Testing;

namespace ReactiveWs.Repository.Tests;

public sealed class PublicApiTests
{
    static readonly string s_verified = Path.Combine(RepositoryFiles.Root, "tests", "ReactiveWs.Repository.Tests", "PublicApi.verified.txt");

    /// <summary>A change of the public surface is accepted by running this test with RWS_ACCEPT=1 and reviewing the changed file.</summary>
    [Fact]
    public void The_public_surface_is_the_reviewed_one()
    {
        var received = $"{PublicApi.Of(typeof(ReactiveWebSocket).Assembly)}\n{PublicApi.Of(typeof(ManualTimeProvider).Assembly)}".TrimEnd();
        var verified = File.Exists(s_verified) ? File.ReadAllText(s_verified).ReplaceLineEndings("\n") : "";
        if (received == verified)
        {
            return;
        }

        var accept = Environment.GetEnvironmentVariable("RWS_ACCEPT") == "1";
        var path = accept ? s_verified : s_verified.Replace(".verified.", ".received.", StringComparison.Ordinal);
        File.WriteAllText(path, received, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.True(accept, $"The public surface changed. Compare {path} with {s_verified}; RWS_ACCEPT=1 accepts it.\n{Difference(verified, received)}");
    }

    [Fact]
    public void A_type_reads_like_its_declaration() => Assert.Equal("""

        sealed record ReactiveWs.Repository.Tests.PublicApiTests.Shown<T> : PublicApiTests.IShown where T : class, new()
            Shown(int Count = 3, string? Text = null)
            int Count { get; init; }
            Task<T> FirstAsync(DayOfWeek day = DayOfWeek.Friday, CancellationToken cancellationToken = default, params object[] rest)
            const int Limit = 7
            IReadOnlyList<string?>? Names { get; init; }
            string? Text { get; init; }
            bool TryRead(ReadOnlySpan<byte> bytes, out T[]? value)

        """.ReplaceLineEndings("\n"), PublicApi.Of([typeof(Shown<>)]));

    [Fact]
    public void What_users_cannot_reach_is_not_listed() => Assert.Equal("""

        class ReactiveWs.Repository.Tests.PublicApiTests.Open
            Open()
            protected virtual void Reached()

        """.ReplaceLineEndings("\n"), PublicApi.Of([typeof(Open)]));

    static string Difference(string verified, string received)
    {
        var (before, now) = (verified.Split('\n'), received.Split('\n'));
        return string.Join('\n', before.Except(now).Select(line => "- " + line.Trim()).Concat(now.Except(before).Select(line => "+ " + line.Trim())));
    }

    public interface IShown;

    public sealed record Shown<T>(int Count = 3, string? Text = null) : IShown where T : class, new()
    {
        public const int Limit = 7;

        public IReadOnlyList<string?>? Names { get; init; }

        public bool TryRead(ReadOnlySpan<byte> bytes, out T[]? value)
        {
            value = bytes.IsEmpty ? null : [];
            return false;
        }

        public Task<T> FirstAsync(DayOfWeek day = DayOfWeek.Friday, CancellationToken cancellationToken = default, params object[] rest) =>
            Task.FromResult(day == default || rest.Length > 0 || cancellationToken.IsCancellationRequested ? new T() : new T());
    }

    public class Open
    {
        internal int Hidden { get; set; }

        protected virtual void Reached() => Unreached();

        void Unreached() => Hidden++;
    }
}
