using System.Globalization;

namespace ReactiveWs.Soak.Measuring;

/// <summary>The straight line nearest to a series: by how much it rose in the time that was judged.</summary>
/// <param name="Name">What was measured, with its unit.</param>
/// <param name="Mean">Its mean.</param>
/// <param name="Growth">How much higher the line ends than it begins.</param>
internal sealed record Trend(string Name, double Mean, double Growth)
{
    /// <param name="name">What is measured.</param>
    /// <param name="samples">At least two.</param>
    /// <param name="value">The measured value.</param>
    public static Trend Of(string name, IReadOnlyList<Sample> samples, Func<Sample, double> value)
    {
        var (x, y) = (samples.Average(sample => sample.Seconds), samples.Average(value));
        var slope = samples.Sum(sample => (sample.Seconds - x) * (value(sample) - y)) / samples.Sum(sample => (sample.Seconds - x) * (sample.Seconds - x));
        return new Trend(name, y, slope * (samples[^1].Seconds - samples[0].Seconds));
    }

    /// <summary>Growth as a share of the mean.</summary>
    public double Share => Growth / Mean;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Mean:N1} on average, {Growth:+#,0.0;-#,0.0;0} ({Share:+0.0 %;-0.0 %;0 %})");
}
