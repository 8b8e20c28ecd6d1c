using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReactiveWs.Repository.Tests.Rules;

/// <summary>Event ids are stable and mean one thing: every log message has its own.</summary>
internal static class LogIdRule
{
    public static IEnumerable<string> Check(IEnumerable<SourceFile> files)
    {
        var messages = (from file in files
                        from attribute in file.Nodes<AttributeSyntax>()
                        where attribute.Name.ToString() is "LoggerMessage" or "LoggerMessageAttribute"
                        select (Id: Id(attribute), Place: file.At(attribute, ""))).ToList();

        return messages.Where(message => message.Id is null).Select(message => $"{message.Place}no event id written as a number")
            .Concat(from message in messages
                    where message.Id is not null
                    group message.Place by message.Id into same
                    where same.Count() > 1
                    from place in same.Skip(1)
                    select $"{place}event id {same.Key} is taken");
    }

    static int? Id(AttributeSyntax attribute)
    {
        var arguments = attribute.ArgumentList?.Arguments.ToList() ?? [];
        var id = arguments.FirstOrDefault(argument => Name(argument) is "EventId" or "eventId") ?? arguments.FirstOrDefault(argument => Name(argument) is null);
        return id?.Expression is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.NumericLiteralExpression)
            ? Convert.ToInt32(literal.Token.Value, CultureInfo.InvariantCulture)
            : null;
    }

    static string? Name(AttributeArgumentSyntax argument) => (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText;
}
