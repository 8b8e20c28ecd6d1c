using System.Globalization;

namespace ReactiveWs.Fuzz;

/// <summary>The command line: <c>TARGET|all [--inputs N] [--seconds S] [--seed X] [--replay HEX-OR-FILE]</c>.</summary>
/// <param name="Target">A target's name, or <c>all</c>.</param>
/// <param name="Inputs">The most inputs per target.</param>
/// <param name="Seconds">The most time per target.</param>
/// <param name="Seed">What the mutations follow from: the same seed gives the same inputs in the same order.</param>
/// <param name="Replay">One input to run instead, in hexadecimal digits or a file of them.</param>
internal sealed record FuzzOptions(string Target, long Inputs, double Seconds, int Seed, string? Replay)
{
    const string Usage = "usage: TARGET|all [--inputs N] [--seconds S] [--seed X] [--replay HEX-OR-FILE]";

    /// <summary>Null when the line cannot be read, and then <paramref name="problem"/> says why.</summary>
    public static FuzzOptions? Read(string[] args, out string? problem)
    {
        var read = new FuzzOptions("all", long.MaxValue, double.PositiveInfinity, 1, null);
        problem = args.Length == 0 ? Usage : null;
        for (var i = 0; i < args.Length && problem is null; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var next = args[i].StartsWith("--", StringComparison.Ordinal) ? read.With(args[i], value) : read with { Target = args[i] };
            if (next is null) problem = $"{args[i]} {value}: {Usage}";
            if (args[i].StartsWith("--", StringComparison.Ordinal)) i++;
            read = next ?? read;
        }
        return problem is null ? read.Bounded() : null;
    }

    FuzzOptions? With(string option, string value) => option switch
    {
        "--inputs" when long.TryParse(value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var inputs) => this with { Inputs = inputs },
        "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) => this with { Seconds = seconds },
        "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out var seed) => this with { Seed = seed },
        "--replay" when value.Length > 0 => this with { Replay = value },
        _ => null,
    };

    // without any bound it would run for ever
    FuzzOptions Bounded() => Inputs == long.MaxValue && double.IsInfinity(Seconds) ? this with { Seconds = 10 } : this;
}
