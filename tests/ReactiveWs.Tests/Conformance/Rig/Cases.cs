using System.Collections;

namespace ReactiveWs.Tests.Conformance.Rig;

/// <summary>A table of scripts by name. Each run builds its script anew.</summary>
internal sealed class Cases : IEnumerable<string>
{
    readonly Dictionary<string, Func<Script>> _scripts = [];

    public void Add(string name, Func<Script> script) => _scripts.Add(name, script);

    public void Add(IEnumerable<(string Name, Func<Script> Script)> rows)
    {
        foreach (var (name, script) in rows) Add(name, script);
    }

    /// <summary>Every case for each of the ends.</summary>
    public TheoryData<Ours, string> For(params IEnumerable<Ours> ends)
    {
        var rows = new TheoryData<Ours, string>();
        foreach (var end in ends)
        {
            foreach (var name in _scripts.Keys) rows.Add(end, name);
        }
        return rows;
    }

    public Task RunAsync(Ours end, string name) => _scripts[name]().RunAsync(end);

    public IEnumerator<string> GetEnumerator() => _scripts.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
