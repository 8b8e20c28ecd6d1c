using System.Globalization;

namespace ReactiveWs.Soak;

/// <summary>The command line: <c>[--minutes M] [--connections N] [--stay S] [--only KIND] [--seed X] [--output FOLDER]</c>.</summary>
/// <param name="Minutes">How long the load lasts; leaving and the last look come on top.</param>
/// <param name="Connections">How many connections there are at a time.</param>
/// <param name="Stay">How long a visit lasts on average, in seconds.</param>
/// <param name="Only">The one kind of visit that is wanted, to find out which kind a finding comes from; null: the mix.</param>
/// <param name="Seed">What the visits follow from.</param>
/// <param name="Output">Where the measurements and the plot go.</param>
internal sealed record SoakOptions(double Minutes, int Connections, double Stay, string? Only, int Seed, string Output)
{
    const string Usage = "usage: [--minutes M] [--connections N] [--stay S] [--only KIND] [--seed X] [--output FOLDER]";

    /// <summary>The time of the load.</summary>
    public TimeSpan Length => TimeSpan.FromMinutes(Minutes);

    /// <summary>Null when the line cannot be read, and then <paramref name="problem"/> says why.</summary>
    public static SoakOptions? Read(string[] args, out string? problem)
    {
        var read = new SoakOptions(1, 2000, 20, null, 1, Path.Combine("artifacts", "soak"));
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            if (read.With(args[i], value) is not { } next)
            {
                problem = $"{args[i]} {value}: {Usage}";
                return null;
            }
            read = next;
        }
        problem = null;
        return read;
    }

    SoakOptions? With(string option, string value) => option switch
    {
        "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out var minutes) && minutes > 0 => this with { Minutes = minutes },
        "--connections" when int.TryParse(value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var count) && count > 0 => this with { Connections = count },
        "--stay" when double.TryParse(value, CultureInfo.InvariantCulture, out var stay) && stay > 0 => this with { Stay = stay },
        "--only" when value.Length > 0 => this with { Only = value },
        "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out var seed) => this with { Seed = seed },
        "--output" when value.Length > 0 => this with { Output = value },
        _ => null,
    };
}
