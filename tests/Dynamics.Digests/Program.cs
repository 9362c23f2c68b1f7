using Chaos.Actors.Dynamics.Digests;
using Chaos.Actors.Dynamics.Numerics;

// Prints which widths this process has in hardware, then every digest at every width:
//   accelerated WIDTH True|False
//   digest NAME WIDTH SHA256
foreach (var width in Simd.Widths) Console.WriteLine($"accelerated {width} {Simd.IsAccelerated(width)}");

foreach (var (name, digest) in DigestCatalogue.All)
{
    foreach (var width in Simd.Widths) Console.WriteLine($"digest {name} {width} {digest(width)}");
}
