using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;

namespace ReactiveWs.CodeFixes;

/// <summary>One way to mend a diagnostic, found to be possible before it is offered.</summary>
/// <param name="Title">What the user reads.</param>
/// <param name="Key">What tells this way from others when all are mended at once.</param>
/// <param name="Apply">Makes the edits; several repairs may share one editor.</param>
/// <param name="Import">A namespace that the new code needs, or null.</param>
/// <param name="Elsewhere">The document to change, when it is not the one with the diagnostic.</param>
internal sealed record Repair(string Title, string Key, Action<SyntaxEditor> Apply, string? Import = null, Document? Elsewhere = null);
