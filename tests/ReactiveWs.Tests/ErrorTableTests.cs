// Misuse is what this table is about, so the rules against it are off here.
#pragma warning disable RWS1001, RWS1002, RWS1007, RWS1008, RWS1009, RWS1010, RWS3001

using System.Net;
using System.Net.Sockets;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests;

/// <summary>One test per row of the error table: code, exception, a sentence with the value and the remedy, and the same value on <c>Errors</c>.</summary>
public class ErrorTableTests
{
    static async Task ExpectAsync(ReactiveWebSocket socket, Func<Task> call, WebSocketErrorCode code, params string[] words)
    {
        var errors = socket.Errors.Record();
        var thrown = await Assert.ThrowsAsync<ReactiveWsException>(() => call().Soon());
        Expect(thrown, code, words);
        Assert.Same(thrown, Assert.Single(errors.Values));
    }

    static async Task ExpectAsync(ReactiveWebSocketServer server, Func<Task> call, WebSocketErrorCode code, params string[] words)
    {
        var errors = server.Errors.Record();
        var thrown = await Assert.ThrowsAsync<ReactiveWsException>(() => call().Soon());
        Expect(thrown, code, words);
        Assert.Same(thrown, Assert.Single(errors.Values));
    }

    static void Expect(ReactiveWsException error, WebSocketErrorCode code, string[] words)
    {
        Assert.Equal(code, error.Code);
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        Assert.StartsWith($"{(int)code}: ", error.ToString(), StringComparison.Ordinal);
    }

    static async Task ConnectFailsAsync(string address, WebSocketErrorCode code, WebSocketRequestOptions? options, params string[] words)
    {
        await using var socket = new ReactiveWebSocket();
        await ExpectAsync(socket, () => socket.ConnectAsync(address, options, Ct), code, words);
        Assert.Equal(ConnectionState.Closed, socket.State);
    }

    static async Task StartFailsAsync(WebSocketServerConfig config, WebSocketErrorCode code, params string[] words)
    {
        await using var server = new ReactiveWebSocketServer();
        await ExpectAsync(server, () => server.StartAsync(config, Ct), code, words);
        Assert.Equal(0, server.Port);
    }

    [Fact]
    public void The_numbers_are_those_of_the_module() => Assert.Equal(
        [-1, 0, 200, 201, 401, 2302001, 2302002, 2302003, 2302004, 2302005, 2302006, 2302007, 2302998, 2302999, 9000001, 9000002, 9000003, 9000004, 9000005],
        Enum.GetValues<WebSocketErrorCode>().Select(code => (int)code).Order());

    [Fact] // -1
    public async Task Sending_without_a_connection()
    {
        await using var socket = new ReactiveWebSocket();
        await ExpectAsync(socket, () => socket.SendAsync("x", Ct).AsTask(), WebSocketErrorCode.NotConnected, "never connected", "ConnectAsync");
        await ExpectAsync(socket, () => socket.SendAsync(new MemoryStream(), cancellationToken: Ct), WebSocketErrorCode.NotConnected, "ConnectAsync");
        await ExpectAsync(socket, () => socket.CloseAsync(Ct), WebSocketErrorCode.NotConnected, "ConnectAsync");
    }

    [Fact] // -1
    public async Task Sending_after_the_end()
    {
        await using var rig = await ClientRig.OpenAsync();
        rig.Peer.Vanish();
        await rig.Socket.Closed.Soon();
        var errors = rig.Socket.Errors.Record();
        Expect(await ErrorOf(rig.Socket.SendAsync("x", Ct)), WebSocketErrorCode.NotConnected, ["ended", "Connect again"]);
        Assert.Empty(errors.Values);           // the end was told already, and to send across it is no fault
    }

    [Fact]
    public async Task A_subscriber_of_errors_that_fails_to_send_does_not_get_its_own_failures()
    {
        await using var socket = new ReactiveWebSocket();
        var failed = 0;
        var handled = new Recorder<int>();
        socket.Errors.Subscribe(_ => failed += socket.SendAsync("report", Ct).AsTask().IsFaulted ? 1 : 0);
        socket.Errors.SubscribeAwait(async (_, ct) =>
        {
            await Assert.ThrowsAsync<ReactiveWsException>(() => socket.SendAsync("report", ct).AsTask());
            handled.OnNext(0);
        });
        var errors = socket.Errors.Record();
        await ErrorOf(socket.SendAsync("x", Ct));
        await handled.Has(1);
        Assert.Equal(1, failed);
        Assert.Single(errors.Values);
    }

    [Fact] // 200
    public async Task A_refused_handshake_has_the_status_and_the_body()
    {
        await using var rig = new ClientRig();
        var errors = rig.Socket.Errors.Record();
        var connecting = rig.BeginConnecting();
        await rig.Peer.RefuseAsync("HTTP/1.1 401 Unauthorized\r\nContent-Length: 12\r\n\r\nno such user");
        var thrown = await ErrorOf(connecting);
        Expect(thrown, WebSocketErrorCode.ConnectionFailed, ["peer.test", "401", "Authorization"]);
        Assert.Equal((401, "no such user"), (thrown.HttpStatus, thrown.ResponseBody));
        Assert.Same(thrown, Assert.Single(errors.Values));
    }

    [Fact] // 200
    public async Task A_lost_link()
    {
        await using var rig = await ClientRig.OpenAsync();
        var errors = rig.Socket.Errors.Record();
        rig.Peer.Vanish();
        await rig.Socket.Closed.Soon();
        Expect(Assert.Single(errors.Values), WebSocketErrorCode.ConnectionFailed, ["link is lost"]);
    }

    [Fact] // 401
    public Task An_invalid_option() => ConnectFailsAsync(
        "ws://peer.test/", WebSocketErrorCode.InvalidArgument, new() { ChunkSize = 3 }, "ChunkSize is 3", "at least 4");

    [Fact] // 401
    public Task A_subprotocol_put_into_a_header_by_hand() => ConnectFailsAsync(
        "ws://peer.test/", WebSocketErrorCode.InvalidArgument,
        new() { Header = new Dictionary<string, string> { ["Sec-WebSocket-Protocol"] = "chat" } }, "Sec-WebSocket-Protocol", "Protocol");

    [Fact] // 401
    public async Task A_message_longer_than_MaxSendSize()
    {
        await using var rig = await ClientRig.OpenAsync(options => options with { MaxSendSize = 4 });
        await ExpectAsync(rig.Socket, () => rig.Socket.SendAsync("12345", Ct).AsTask(), WebSocketErrorCode.InvalidArgument, "5 bytes", "MaxSendSize");
    }

    [Fact] // 401
    public Task An_invalid_option_of_a_server() =>
        StartFailsAsync(new() { MaxConnections = 0 }, WebSocketErrorCode.InvalidArgument, "MaxConnections is 0", "at least 1");

    [Theory] // 2302001
    [InlineData("http://peer.test/", "ws")]
    [InlineData("peer.test", "ws://")]
    [InlineData("ws://peer.test/#part", "%23")]
    [InlineData("", "empty")]
    public Task An_address_that_is_no_WebSocket_URL(string address, string remedy) => ConnectFailsAsync(address, WebSocketErrorCode.InvalidUrl, null, remedy);

    [Fact] // 2302002
    public Task A_certificate_file_that_is_not_there() => ConnectFailsAsync(
        "wss://peer.test/", WebSocketErrorCode.CertificateNotFound, new() { CaPath = "/no/such/ca.pem" }, "/no/such/ca.pem");

    [Fact] // 2302002
    public Task A_servers_certificate_file_that_is_not_there() =>
        StartFailsAsync(new() { ServerCert = new("/no/such/cert.pem", "/no/such/key.pem") }, WebSocketErrorCode.CertificateNotFound, "/no/such/cert.pem");

    [Fact] // 2302003
    public async Task A_second_connect()
    {
        await using var rig = await ClientRig.OpenAsync();
        await ExpectAsync(rig.Socket, () => rig.Socket.ConnectAsync(ClientRig.Address, cancellationToken: Ct), WebSocketErrorCode.AlreadyConnected, "close it first");
    }

    [Fact] // 2302004
    public Task An_address_to_listen_on_that_is_none() =>
        StartFailsAsync(new() { ServerIP = "example" }, WebSocketErrorCode.InvalidAddress, "'example'", "127.0.0.1");

    [Fact] // 2302004
    public Task An_address_that_this_machine_does_not_have() =>
        StartFailsAsync(new() { ServerIP = "192.0.2.1" }, WebSocketErrorCode.InvalidAddress, "192.0.2.1", "0.0.0.0");

    [Theory] // 2302005
    [InlineData(-1)]
    [InlineData(65536)]
    public Task A_port_out_of_range(int port) => StartFailsAsync(new() { ServerPort = port }, WebSocketErrorCode.InvalidPort, $"{port}", "0–65535");

    [Fact] // 2302006
    public async Task A_connection_that_is_not_the_servers_any_more()
    {
        await using var rig = await ServerRig.OpenAsync();
        await using var other = new ReactiveWebSocketServer();
        await ExpectAsync(other, () => other.SendAsync("x", rig.Connection, Ct).AsTask(), WebSocketErrorCode.UnknownConnection, "memory", "ListAllConnections");
        rig.Peer.Vanish();
        await rig.Connection.Closed.Soon();
        await ExpectAsync(rig.Server, async () => await rig.Server.CloseAsync(rig.Connection, Ct), WebSocketErrorCode.UnknownConnection, "ListAllConnections");
    }

    [Fact] // 2302007
    public async Task A_port_that_is_in_use()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await StartFailsAsync(new() { ServerPort = port }, WebSocketErrorCode.PortInUse, $"{port}", "another ServerPort");
    }

    [Fact] // 2302998
    public Task A_host_that_is_not_allowed() => ConnectFailsAsync(
        "ws://evil.test/", WebSocketErrorCode.HostNotAllowed, new() { AllowedHosts = ["*.good.test"] }, "'evil.test'", "AllowedHosts", "*.good.test");

    [Fact] // 2302999
    public async Task Anything_else_keeps_its_cause()
    {
        await using var socket = new ReactiveWebSocket();
        var cause = new NotSupportedException("the link's own failure");
        var errors = socket.Errors.Record();
        var thrown = await ErrorOf(socket.ConnectAsync(ClientRig.Address, new() { OpenLink = (_, _) => throw cause }, Ct));
        Expect(thrown, WebSocketErrorCode.Unknown, ["the link's own failure"]);
        Assert.Same(cause, thrown.InnerException);
        Assert.Same(thrown, Assert.Single(errors.Values));
    }

    [Fact] // 9000003
    public async Task A_message_larger_than_the_limit()
    {
        await using var rig = await ClientRig.OpenAsync(options => options with { MaxMessageSize = 4 });
        var errors = rig.Socket.Errors.Record();
        await rig.Peer.SendAsync("81 05 48 65 6C 6C 6F");
        Assert.StartsWith("882F03F1", await rig.Peer.NextAsync(), StringComparison.Ordinal);
        rig.Peer.Vanish();
        await rig.Socket.Closed.Soon();
        Expect(Assert.Single(errors.Values), WebSocketErrorCode.LimitExceeded, ["1009", "larger than the limit"]);
    }

    [Fact] // 9000005
    public async Task A_broken_rule_of_the_protocol()
    {
        await using var rig = await ServerRig.OpenAsync();
        var errors = rig.Server.Errors.Record();
        await rig.Peer.SendRawAsync("81 01 61");
        Assert.StartsWith("882703EA", await rig.Peer.NextAsync(), StringComparison.Ordinal);
        rig.Peer.Vanish();
        await rig.Connection.Closed.Soon();
        Expect(Assert.Single(errors.Values), WebSocketErrorCode.ProtocolViolation, ["1002", "must mask"]);
        Assert.Same(rig.Connection, errors.Values[0].Connection);
    }

    [Fact]
    public async Task Starting_twice_is_an_invalid_operation()
    {
        await using var server = new ReactiveWebSocketServer();
        await server.StartAsync(cancellationToken: Ct);
        var port = server.Port;
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.StartAsync(new() { ServerPort = port }, Ct));
        Assert.Equal(port, server.Port);
    }
}
