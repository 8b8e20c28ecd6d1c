using Microsoft.CodeAnalysis;
using ReactiveWs.Generators.Model;

namespace ReactiveWs.Generators.Discovery;

/// <summary>The JSON names that a protocol puts into a message beside the members of its record.</summary>
readonly record struct EnvelopeNames(EquatableArray<string> Discriminator, EquatableArray<string> Payload, string Id)
{
    /// <summary>The protocol's names in the same object as the members. The number of a request stands beside the discriminator.</summary>
    public IEnumerable<string> BesideMembers(bool hasId)
    {
        if (!SharesObject(Discriminator)) yield break;
        yield return Discriminator[Payload.Count];
        if (hasId && Discriminator.Count == Payload.Count + 1) yield return Id;
    }

    bool SharesObject(EquatableArray<string> path) => path.Count > Payload.Count && path.Take(Payload.Count).SequenceEqual(Payload);
}

/// <summary>Each direction knows a discriminator once, and no member has the discriminator's name.</summary>
sealed class DiscriminatorCheck(TypeGraph graph, EnvelopeNames envelope)
{
    public void RemoveDuplicates(List<(MessageModel Message, INamedTypeSymbol Type)> messages)
    {
        var seen = new Dictionary<(MessageForm, Direction, string), Claim>();
        messages.RemoveAll(m => HasMemberOfEnvelope(m.Message, m.Type) || IsDuplicate(seen, m.Message, m.Type));
    }

    /// <summary>Both are told, the first one once.</summary>
    bool IsDuplicate(Dictionary<(MessageForm, Direction, string), Claim> seen, MessageModel message, INamedTypeSymbol type)
    {
        foreach (Direction from in new[] { Direction.FromClient, Direction.FromServer })
        {
            if ((message.From & from) == 0) continue;
            var key = (message.Form, from, message.Discriminator);
            if (!seen.TryGetValue(key, out Claim first))
            {
                seen.Add(key, new Claim(message, type, IsTold: false));
                continue;
            }
            if (!first.IsTold) Report(first.Message, first.Type, message, type, from);
            seen[key] = first with { IsTold = true };
            Report(message, type, first.Message, first.Type, from);
            return true;
        }
        return false;
    }

    void Report(MessageModel message, INamedTypeSymbol type, MessageModel other, INamedTypeSymbol otherType, Direction from)
    {
        string what = message.Form is MessageForm.Binary ? "(binary)" : message.Form is MessageForm.Fallback ? "(fallback)" : message.Discriminator;
        graph.Report(ProblemId.DiscriminatorTwice, type, what, other.Name, from == Direction.FromClient ? "from the client" : "from the server", Symbols.IdOf(otherType));
    }

    /// <summary>Who has a discriminator.</summary>
    readonly record struct Claim(MessageModel Message, INamedTypeSymbol Type, bool IsTold);

    bool HasMemberOfEnvelope(MessageModel message, INamedTypeSymbol type)
    {
        if (message.Form is not MessageForm.Object || graph.Find(message.Type) is not { } described) return false;
        string[] taken = [.. envelope.BesideMembers(message.Reply is not null)];
        foreach (MemberModel member in described.Members.Where(m => taken.Contains(m.WireName)))
        {
            ISymbol marked = type.GetMembers(member.Name).FirstOrDefault() ?? type;
            graph.Report(ProblemId.NameTwice, marked, member.Name, member.WireName, "the protocol");
            return true;
        }
        return false;
    }
}
