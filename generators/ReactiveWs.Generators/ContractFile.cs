using Microsoft.CodeAnalysis.Text;
using ReactiveWs.Generators.Model;
using ReactiveWs.Generators.Writing;

namespace ReactiveWs.Generators;

/// <summary>One file: the codec of an object and, when that object is a contract, the generated half of its record. Compared by value.</summary>
sealed record ContractFile(string HintName, ObjectModel Object, ContractModel? Contract)
{
    /// <summary>The files a unit writes: those of its contracts, and those of the plain objects it owns.</summary>
    public static IEnumerable<ContractFile> Of(Discovered unit, Overlap overlap, CancellationToken cancellation)
    {
        foreach (ObjectModel model in unit.Objects)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!overlap.Owns(unit.Unit, model.Name)) continue;
            yield return new ContractFile(overlap.Distinct(model.HintName), model, unit.Contracts.FirstOrDefault(c => c.Name == model.Name));
        }
    }

    public SourceText Write()
    {
        var writer = new IndentedWriter();
        writer.Header().Line();
        if (Contract is not null)
        {
            ContractFileWriter.Write(writer, Contract);
            writer.Line();
        }
        CodecWriter.Write(writer, Object);
        return writer.ToSourceText();
    }
}
