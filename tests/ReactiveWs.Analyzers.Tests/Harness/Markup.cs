using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace ReactiveWs.Analyzers.Tests.Harness;

/// <summary>One expected diagnostic: the id is null where only one rule is under test.</summary>
internal readonly record struct Expected(string? Id, TextSpan Span);

/// <summary>Source in which <c>[|…|]</c> and <c>{|RWS1001:…|}</c> mark what is to be reported; marks may nest.</summary>
internal sealed record Markup(string Text, IReadOnlyList<Expected> Expected)
{
    public static Markup Parse(string source)
    {
        var text = new StringBuilder();
        var open = new Stack<(string? Id, int Start, char Close)>();
        var expected = new List<Expected>();
        for (var i = 0; i < source.Length; i++)
        {
            var next = i + 1 < source.Length ? source[i + 1] : '\0';
            if (source[i] == '[' && next == '|')
            {
                open.Push((null, text.Length, ']'));
                i++;
            }
            else if (source[i] == '{' && next == '|')
            {
                var colon = source.IndexOf(':', i);
                open.Push((source[(i + 2)..colon], text.Length, '}'));
                i = colon;
            }
            else if (source[i] == '|' && open.TryPeek(out var mark) && mark.Close == next)
            {
                open.Pop();
                expected.Add(new(mark.Id, TextSpan.FromBounds(mark.Start, text.Length)));
                i++;
            }
            else
            {
                text.Append(source[i]);
            }
        }

        return open.Count == 0 ? new(text.ToString(), expected) : throw new ArgumentException("A mark is not closed.", nameof(source));
    }
}
