using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;
using Chaos.Actors.Cluster.Settings;

namespace Chaos.Actors.Cluster.Certificates;

/// <summary>
/// This node's certificate and the authority that must have signed every other's. The machine's own trusted authorities are
/// of no account: a certificate bought for a web site must not open the cluster.
/// </summary>
public sealed class NodeCertificate
{
    private readonly X509Certificate2Collection _authorities;

    private NodeCertificate(X509Certificate2 certificate, X509Certificate2Collection authorities) =>
        (Certificate, _authorities) = (certificate, authorities);

    /// <summary>The certificate, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The host names and addresses it names.</summary>
    public IEnumerable<string> Hosts => Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
        .SelectMany(names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(ip => ip.ToString())));

    /// <summary>Reads the three files; null if none is set. What is wrong is noted as a problem.</summary>
    public static NodeCertificate? Read(SettingsReader reader)
    {
        Setting[] files = [KnownSettings.Certificate, KnownSettings.Key, KnownSettings.Authority];
        if (!files.Any(reader.Has)) return null;
        foreach (var missing in files.Where(setting => !reader.Has(setting)))
            reader.Problem(missing, "is missing; certificate, key and authority go together");
        if (!files.All(reader.Has)) return null;

        var certificate = Load(reader, KnownSettings.Certificate, path =>
            X509Certificate2.CreateFromPemFile(path, reader.Text(KnownSettings.Key)));
        var authorities = Load(reader, KnownSettings.Authority, path =>
        {
            var collection = new X509Certificate2Collection();
            collection.ImportFromPemFile(path);
            return collection.Count > 0 ? collection : throw new CryptographicException("there is no certificate in it.");
        });
        if (certificate is null || authorities is null) return null;
        var node = new NodeCertificate(certificate, authorities);
        if (node.Objection(certificate) is { } objection) reader.Problem(KnownSettings.Certificate, objection);
        return node;
    }

    /// <summary>Whether the certificate names a host.</summary>
    public bool Names(string host) => Certificate.MatchesHostname(host, allowCommonName: false);

    /// <summary>What remoting needs to use it: mutual TLS, chains checked both ways, the host name by whoever connects.</summary>
    public DotNettySslSetup ToSetup() => new(
        Certificate,
        suppressValidation: false,
        requireMutualAuthentication: true,
        validateCertificateHostname: true,
        customValidator: Accepts);

    private bool Accepts(X509Certificate2? peer, X509Chain? chain, string remote, SslPolicyErrors errors, ILoggingAdapter log)
    {
        var objection = peer is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)
            ? "it shows no certificate"
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
                ? $"its certificate ({peer.Subject}) does not name that host"
                : Objection(peer);
        if (objection is not null) log.Warning("Refused {0}: {1}.", remote, objection);
        return objection is null;
    }

    private string? Objection(X509Certificate2 peer)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // an authority of one's own publishes no list
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (chain.Build(peer)) return null;
        var reasons = chain.ChainStatus.Select(status => status.Status).Distinct().ToList();
        if (reasons.Contains(X509ChainStatusFlags.NotTimeValid))
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"the certificate ({peer.Subject}) is valid from {peer.NotBefore:u} to {peer.NotAfter:u} only");
        }
        return $"the certificate ({peer.Subject}) is not signed by the authority ({string.Join(", ", reasons)})";
    }

    private static T? Load<T>(SettingsReader reader, Setting setting, Func<string, T> load)
        where T : class
    {
        var path = reader.Text(setting)!;
        try
        {
            return load(path);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            reader.Problem(setting, $"{path}: {e.Message}");
            return null;
        }
    }
}
