namespace ReactiveWs.Fuzz;

/// <summary>Reports an input that failed: as small as it can be made, in a file, with the command that runs it again.</summary>
internal sealed class Failure(FuzzTarget target, Exception cause)
{
    const int MostAttempts = 20_000;

    int _attempts;

    /// <summary>Makes the input smaller, writes it, and says where.</summary>
    public string Write(byte[] input) => WriteAsIs(Smallest(input));

    public string WriteAsIs(byte[] input)
    {
        var hex = Convert.ToHexStringLower(input);
        var folder = Directory.CreateDirectory(Path.Combine("artifacts", "fuzz"));
        var file = Path.Combine(folder.FullName, $"{target.Name}-{cause.GetType().Name}.hex");
        File.WriteAllText(file, hex + "\n");
        return $"FAILED {target.Name} with {cause}\n  {input.Length} bytes: {(hex.Length <= 400 ? hex : hex[..400] + "…")}\n"
            + $"  again: dotnet run --project tests/ReactiveWs.Fuzz -c Release -- {target.Name} --replay {file}";
    }

    byte[] Smallest(byte[] input)
    {
        var smallest = input;
        for (var size = Math.Max(1, input.Length / 2); size >= 1; size = size > 1 ? size / 2 : 0) smallest = WithoutPieces(smallest, size);
        return WithZeros(smallest);
    }

    byte[] WithoutPieces(byte[] input, int size)
    {
        for (var at = 0; at + size <= input.Length;)
        {
            byte[] shorter = [.. input[..at], .. input[(at + size)..]];
            if (StillFails(shorter)) input = shorter;
            else at += size;
        }
        return input;
    }

    byte[] WithZeros(byte[] input)
    {
        for (var at = 0; at < input.Length; at++)
        {
            byte[] plainer = [.. input[..at], 0, .. input[(at + 1)..]];
            if (input[at] != 0 && StillFails(plainer)) input = plainer;
        }
        return input;
    }

    bool StillFails(byte[] input)
    {
        if (++_attempts > MostAttempts) return false;
        try
        {
            target.Run(input);
            return false;
        }
        catch (Exception same) when (same.GetType() == cause.GetType() && (same is not BrokenPropertyException || same.Message == cause.Message))
        {
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
