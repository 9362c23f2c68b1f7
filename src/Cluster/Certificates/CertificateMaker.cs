using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Chaos.Actors.Cluster.Certificates;

/// <summary>Makes an authority and node certificates (ECDSA P-256, PEM) for clusters without one of their own.</summary>
public static class CertificateMaker
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    // Clocks of machines differ: a certificate just made must not lie in another's future.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    /// <summary>Makes an authority: <c>ca.pem</c> and <c>ca.key</c>.</summary>
    /// <exception cref="IOException">A file exists already or cannot be written.</exception>
    public static IReadOnlyList<string> MakeAuthority(string folder, string name, DateTimeOffset now, int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var certificate = request.CreateSelfSigned(now - ClockSkew, now.AddDays(days));
        return Write(folder, "ca", certificate, key);
    }

    /// <summary>Makes a node's certificate, signed by the authority in a folder: <c>NAME.pem</c> and <c>NAME.key</c>.</summary>
    /// <param name="folder">Where the files go.</param>
    /// <param name="authority">The folder with <c>ca.pem</c> and <c>ca.key</c>.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="hosts">Host names and IP addresses under which it is reached.</param>
    /// <param name="now">The time.</param>
    /// <param name="days">How long it is valid; no longer than the authority.</param>
    /// <exception cref="IOException">A file exists already, is missing or cannot be written.</exception>
    /// <exception cref="CryptographicException">The authority's files cannot be used.</exception>
    public static IReadOnlyList<string> MakeNode(
        string folder, string authority, string name, IReadOnlyList<string> hosts, DateTimeOffset now, int days)
    {
        using var issuer = X509Certificate2.CreateFromPemFile(
            Path.Combine(authority, "ca.pem"), Path.Combine(authority, "ca.key"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(ServerUse), new(ClientUse)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(host);
        }
        request.CertificateExtensions.Add(names.Build());
        var end = now.AddDays(days) is var asked && asked < issuer.NotAfter ? asked : new DateTimeOffset(issuer.NotAfter);
        var start = now - ClockSkew is var skewed && skewed > issuer.NotBefore ? skewed : new DateTimeOffset(issuer.NotBefore);
        using var certificate = request.Create(issuer, start, end, RandomNumberGenerator.GetBytes(16));
        return Write(folder, name, certificate, key);
    }

    private static X500DistinguishedName Subject(string name)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        return subject.Build();
    }

    private static string[] Write(string folder, string name, X509Certificate2 certificate, ECDsa key)
    {
        Directory.CreateDirectory(folder);
        var keyFile = WriteNew(Path.Combine(folder, name + ".key"), key.ExportPkcs8PrivateKeyPem(), secret: true);
        try
        {
            return [WriteNew(Path.Combine(folder, name + ".pem"), certificate.ExportCertificatePem(), secret: false), keyFile];
        }
        catch
        {
            File.Delete(keyFile); // of no use without its certificate, and in the way of the next attempt
            throw;
        }
    }

    // Never over an existing file: a second authority would lock out every node the first one has signed.
    private static string WriteNew(string path, string content, bool secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (secret && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        try
        {
            file.Write(Encoding.ASCII.GetBytes(content + "\n"));
            file.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        return path;
    }
}
