using System.Globalization;
using System.Text;

namespace ReactiveWs.Soak.Measuring;

/// <summary>The course of a run as a picture: memory, then handles and connections.</summary>
internal static class Plot
{
    const int Width = 900;
    const int PanelHeight = 220;
    const int Left = 70;
    const int Right = 20;
    const int Top = 40;
    const int Gap = 70;
    const double MiB = 1024 * 1024;

    static readonly double[] s_steps = [1, 2, 4, 6, 8, 10];

    sealed record Line(string Name, string Colour, Func<Sample, double> Value);

    static readonly (string Title, Line[] Lines)[] s_panels =
    [
        ("memory (MiB)",
        [
            new("working set", "#888888", sample => sample.WorkingSet / MiB),
            new("native, in use", "#7a4fa3", sample => sample.Native / MiB),
            new("managed heap after a full collection", "#1f6fb2", sample => sample.Heap / MiB),
        ]),
        ("handles and connections",
        [
            new("handles of the process (both ends of each connection)", "#b2581f", sample => sample.Descriptors),
            new("open connections", "#2f8f4e", sample => sample.Connections),
        ]),
    ];

    public static string Draw(IReadOnlyList<Sample> samples)
    {
        var height = Top + s_panels.Length * (PanelHeight + Gap);
        var svg = new StringBuilder();
        Append(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"12\">");
        Append(svg, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"white\"/>");
        for (var i = 0; i < s_panels.Length && samples.Count > 1; i++) Draw(svg, s_panels[i].Title, s_panels[i].Lines, samples, Top + i * (PanelHeight + Gap));
        return svg.Append("</svg>\n").ToString();
    }

    static void Draw(StringBuilder svg, string title, Line[] lines, IReadOnlyList<Sample> samples, int top)
    {
        var most = NiceAbove(lines.Max(line => samples.Max(line.Value)));
        var end = samples[^1].Seconds;
        Append(svg, $"<text x=\"{Left}\" y=\"{top - 14}\" font-weight=\"bold\">{title}</text>");
        for (var tick = 0; tick <= 4; tick++) DrawTick(svg, top, most * tick / 4, most);
        for (var tick = 0; tick <= 6; tick++)
        {
            Append(svg, $"<text x=\"{X(end * tick / 6, end):0.0}\" y=\"{top + PanelHeight + 16}\" text-anchor=\"middle\">{end * tick / 6 / 60:0.#} min</text>");
        }
        for (var i = 0; i < lines.Length; i++)
        {
            Append(svg, $"<polyline fill=\"none\" stroke=\"{lines[i].Colour}\" stroke-width=\"1.5\" points=\"{Points(samples, lines[i].Value, most, end, top)}\"/>");
            Append(svg, $"<text x=\"{Left + 200 + (lines.Length == 3 ? i * 140 : i * 360)}\" y=\"{top - 14}\" fill=\"{lines[i].Colour}\">— {lines[i].Name}</text>");
        }
    }

    static void DrawTick(StringBuilder svg, int top, double value, double most)
    {
        Append(svg, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(value, most, top):0.0}\" y2=\"{Y(value, most, top):0.0}\" stroke=\"#dddddd\"/>");
        Append(svg, $"<text x=\"{Left - 8}\" y=\"{Y(value, most, top) + 4:0.0}\" text-anchor=\"end\">{value:N0}</text>");
    }

    static string Points(IReadOnlyList<Sample> samples, Func<Sample, double> value, double most, double end, int top) =>
        string.Join(' ', samples.Select(sample => string.Create(CultureInfo.InvariantCulture, $"{X(sample.Seconds, end):0.0},{Y(value(sample), most, top):0.0}")));

    static double X(double seconds, double end) => Left + (Width - Left - Right) * seconds / end;

    static double Y(double value, double most, int top) => top + PanelHeight * (1 - value / most);

    // 1, 2, 4, 6 or 8 times a power of ten: a quarter of it is a number one can read
    static double NiceAbove(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, 1))));
        return s_steps.Select(step => step * power).First(nice => nice >= value);
    }

    static void Append(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
