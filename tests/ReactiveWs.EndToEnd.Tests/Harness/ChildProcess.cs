using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>A peer as a process: its lines of output are events to await, and it does not outlive the test.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    readonly StringBuilder _transcript = new();
    readonly Task _reading;

    ChildProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>All output so far, both streams.</summary>
    public string Transcript
    {
        get
        {
            lock (_transcript)
            {
                return _transcript.ToString();
            }
        }
    }

    public static ChildProcess Start(string file, params IEnumerable<string> arguments)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(file, arguments)
            {
                RedirectStandardInput = true,                      // the Node scripts end when it does, also if the test run is killed
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        return new ChildProcess(process);
    }

    /// <summary>The next line of output that contains a text; fails with all output when the process ends without it.</summary>
    public async Task<string> LineAsync(string containing, CancellationToken cancellationToken)
    {
        using var guard = Guard.Token(cancellationToken);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(guard.Token))
            {
                if (line.Contains(containing, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} did not print '{containing}':\n{Transcript}");
        }

        throw new InvalidOperationException($"{_process.StartInfo.FileName} ended before it printed '{containing}':\n{Transcript}");
    }

    /// <summary>The next event of that name that a Node script reports: an object on a line of its own.</summary>
    public async Task<JsonElement> EventAsync(string name, CancellationToken cancellationToken)
    {
        var line = await LineAsync($"{{\"event\":\"{name}\"", cancellationToken);
        return JsonDocument.Parse(line).RootElement;
    }

    public void WriteLine(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Ends it at once, wherever it is (SIGKILL).</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        using var guard = Guard.Token(cancellationToken);
        await _process.WaitForExitAsync(guard.Token);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    async Task ReadAsync()
    {
        await Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        _lines.Writer.Complete();
    }

    async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            lock (_transcript)
            {
                _transcript.AppendLine(line);
            }

            _lines.Writer.TryWrite(line);
        }
    }
}
