using Microsoft.CodeAnalysis;

namespace ReactiveWs.Analyzers;

/// <summary>
/// The catalogue. Error only where the generator can emit nothing or wrong code, warning only with proof on every path,
/// info for what may be intended; what may well be intended is off until asked for.
/// </summary>
internal static class Rules
{
    public const string Documentation = "https://github.com/ReactiveWs/ReactiveWs/blob/main/analyzers/docs/";

    public static readonly DiagnosticDescriptor NotPartial = Contract(
        RuleIds.NotPartial,
        "Contract or a container is not partial",
        "'{0}' must be partial, so that the other half of '{1}' can be generated");

    public static readonly DiagnosticDescriptor DiscriminatorTwice = Contract(
        RuleIds.DiscriminatorTwice,
        "Discriminator used twice",
        "The discriminator '{0}' belongs to '{1}' too, among the messages {2}");

    public static readonly DiagnosticDescriptor NoWireForm = Contract(
        RuleIds.NoWireForm,
        "Member has no wire form",
        "'{0}' has no wire form: '{1}' {2}");

    public static readonly DiagnosticDescriptor NameTwice = Contract(
        RuleIds.NameTwice,
        "Two members, one JSON name",
        "'{0}' has the JSON name '{1}', which belongs to {2} already");

    public static readonly DiagnosticDescriptor ShapeNotSupported = Contract(
        RuleIds.ShapeNotSupported,
        "Contract shape not supported",
        "'{0}' cannot be a contract or protocol: {1}");

    public static readonly DiagnosticDescriptor HandlerDoesNotFit = Contract(
        RuleIds.HandlerDoesNotFit,
        "Handler signature does not fit",
        "'{0}' does not fit: {1}");

    public static readonly DiagnosticDescriptor MessageNotHandled = new(
        RuleIds.MessageNotHandled,
        "Message without a handler",
        "'{0}' has no method for '{1}', which {2}",
        Category.Contracts,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Documentation + RuleIds.MessageNotHandled + ".md");

    public static readonly DiagnosticDescriptor GeneratedNameCollides = Contract(
        RuleIds.GeneratedNameCollides,
        "Generated name collides",
        "The generated name '{0}' meets {1}");

    public static readonly DiagnosticDescriptor SendBeforeOpen = Usage(
        RuleIds.SendBeforeOpen,
        "Send on a socket that cannot be open",
        "'{0}' {1} on every path to this call, and '{2}' needs an open connection");

    public static readonly DiagnosticDescriptor SendAfterClose = Usage(
        RuleIds.SendAfterClose,
        "Send after close or dispose",
        "'{0}' {1} on every path to this call, and '{2}' needs an open connection");

    public static readonly DiagnosticDescriptor SubscribedAfterConnect = Hint(
        RuleIds.SubscribedAfterConnect,
        "Subscribed after connect",
        "What arrives on '{0}' before this subscription is lost; subscribe before '{1}'");

    public static readonly DiagnosticDescriptor ErrorsNotObserved = Hint(
        RuleIds.ErrorsNotObserved,
        "Errors are never observed",
        "Nothing observes the '{1}' of '{0}', so that a lost connection goes unnoticed");

    public static readonly DiagnosticDescriptor AsyncSubscriber = Usage(
        RuleIds.AsyncSubscriber,
        "Async lambda given to Subscribe",
        "This lambda is async void: an exception in it ends the process, and the next value does not wait for it; use SubscribeAwait");

    public static readonly DiagnosticDescriptor SubscriptionLost = Hint(
        RuleIds.SubscriptionLost,
        "Subscription lost",
        "The subscription to '{0}' cannot be ended, because nothing keeps it");

    public static readonly DiagnosticDescriptor CloseNotSendable = Usage(
        RuleIds.CloseNotSendable,
        "Close code or reason cannot be sent",
        "{0}");

    public static readonly DiagnosticDescriptor NotAnAddress = Usage(
        RuleIds.NotAnAddress,
        "Not a WebSocket address",
        "{0}");

    public static readonly DiagnosticDescriptor OptionsContradict = Usage(
        RuleIds.OptionsContradict,
        "Options contradict each other",
        "{0}");

    public static readonly DiagnosticDescriptor TaskNotObserved = Usage(
        RuleIds.TaskNotObserved,
        "Task of a connect or send is not observed",
        "Nothing awaits '{0}', so that its failure goes unnoticed and what follows does not wait for it");

    public static readonly DiagnosticDescriptor BlockingSubscriber = Usage(
        RuleIds.BlockingSubscriber,
        "Blocking call inside a subscriber",
        "'{0}' blocks the receive loop of the connection, which runs this subscriber; use SubscribeAwait, or ObserveOn before it");

    public static readonly DiagnosticDescriptor CapabilityMissing = new(
        RuleIds.CapabilityMissing,
        "API is not available on a targeted device",
        "'{0}' needs {1}, which the target '{2}' does not have; guard the call or annotate the caller",
        Category.Devices,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Documentation + RuleIds.CapabilityMissing + ".md");

    public static readonly DiagnosticDescriptor GuardChecksOther = new(
        RuleIds.GuardChecksOther,
        "Guard does not check what it claims",
        "'{0}' claims to check {1}, but {2}",
        Category.Devices,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Documentation + RuleIds.GuardChecksOther + ".md");

    public static readonly DiagnosticDescriptor OverrideDemandsMore = new(
        RuleIds.OverrideDemandsMore,
        "Override or implementation asks for more than its base",
        "'{0}' needs {1}, which callers of '{2}' do not know of",
        Category.Devices,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Documentation + RuleIds.OverrideDemandsMore + ".md");

    public static readonly DiagnosticDescriptor UnknownTarget = new(
        RuleIds.UnknownTarget,
        "Unknown device profile",
        "'{0}' is not a known target: write device-level, such as tv-19, with phone, tablet, 2in1, wearable or tv and a level of at least 6",
        Category.Devices,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Documentation + RuleIds.UnknownTarget + ".md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor CertificateUnchecked = new(
        RuleIds.CertificateUnchecked,
        "Certificate check switched off",
        "Anyone on the way to the server can read and change this connection; switch the check off in debug builds only",
        Category.Security,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Documentation + RuleIds.CertificateUnchecked + ".md");

    public static readonly DiagnosticDescriptor AnyOriginWithCookies = new(
        RuleIds.AnyOriginWithCookies,
        "Any origin may use the cookies of its visitor",
        "Authorize reads cookies, so that with OriginPolicy.Any every web page acts in its visitor's name; list the origins",
        Category.Security,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Documentation + RuleIds.AnyOriginWithCookies + ".md");

    private static DiagnosticDescriptor Contract(string id, string title, string message) =>
        new(id, title, message, Category.Contracts, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Documentation + id + ".md");

    private static DiagnosticDescriptor Usage(string id, string title, string message) =>
        new(id, title, message, Category.Usage, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Documentation + id + ".md");

    private static DiagnosticDescriptor Hint(string id, string title, string message) =>
        new(id, title, message, Category.Usage, DiagnosticSeverity.Info, isEnabledByDefault: false, helpLinkUri: Documentation + id + ".md");

    private static class Category
    {
        public const string Contracts = "ReactiveWs.Contracts";
        public const string Usage = "ReactiveWs.Usage";
        public const string Devices = "ReactiveWs.Devices";
        public const string Security = "ReactiveWs.Security";
    }
}
