namespace ReactiveWs.EndToEnd.Peer;

/// <summary>How both ends talk to the test.</summary>
internal static class Events
{
    static readonly Lock s_lock = new();

    /// <summary>A line that is with the reader before this returns, so that it survives the end of the process.</summary>
    public static void Print(FormattableString line)
    {
        lock (s_lock)
        {
            Console.Out.WriteLine(FormattableString.Invariant(line));
            Console.Out.Flush();
        }
    }

    /// <summary>The lines of the standard input.</summary>
    public static async Task UntilAsync(string line)
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        while (await input.ReadLineAsync() is { } read && read != line)
        {
            // somebody else's
        }
    }
}
