namespace Chaos.Actors.Dynamics.Tests.Numerics;

/// <summary>
/// What every entry of DigestCatalogue gives under numerics version 1, on every machine. A new value here means that
/// stored results no longer reproduce: raise NumericsVersion and say why in CHANGELOG.md.
/// </summary>
internal static class GoldenDigests
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["lane-operations"] = "b7deb4b704fb03ba8c7411ecc7785b5c0c65ffe7106fb940a146b0578bff40a1",
        ["exp"] = "7823c33e5037e7a91b8dca11607efaa4a6ad12949075a45db08379f2f9c63351",
        ["exp-minus-one"] = "1da5946fb109559c044fe77e9a5e05bdc8cf89d143fc03c8fa536146429f41cf",
        ["log"] = "4f34d76539c90ba86479b1fb6079517ce30f14fda90b27f68bb82505237484e1",
        ["tanh"] = "d4ea3d71502e13447f8979465daac207a474b9dee1f0e7ef6d1926195133d052",
        ["sigmoid"] = "77a4722f3c802d0b77fbdd835066047f401dd414ff8eb35570bab8ecbee27f90",
        ["normal"] = "749e6d3057da38a3a9244602bf9f88404bb93c4ea9d91321c40486e42b8b18a9",
        ["uniform"] = "18dee50707ccf0c82699835cff33c537a591991c7259b0d6d4fab64923d931f9",
        ["pair-group-mnist"] = "60f58da5340ed01d04b459a5448f83ba315bd15c161c0031e4afc557a8e11a9f",
        ["pair-group-digits-deep"] = "00673331cfca1124de952d742ff7ec8f48d66da9ab1dd63200f5ff0c3cc5a015",
        ["pair-group-wine"] = "5541ab3871da3da44eaab5d3eab7f12b8c80d38645e5f2e09abd2a0700c0089a",
        ["pair-group-divergent"] = "64bf05a25154965f5612f0cefe43b5510446605782aa206de80c448cb65730df",
        ["pair-group-softplus"] = "7d336d66247ada1b69a6e7124001d004fcdd3cb86af116ee7ec8e1cb64b03bf2",
        ["pair-group-test-loss"] = "5a686af03699eed7ce2be376671341641280369b367966131d740517a4c33de8",
        ["pair-group-lenet"] = "728ec041aeee8e95495a547172adb576e3888a77e2a4f68061b7dba0ccdbbb15",
        ["pair-group-images"] = "1fa7574e25ce28332af35043fb0065729bc9b685d42599f065f7c1f972d0e8f7",
        ["pair-group-tangents"] = "21b3f1b4ca7dbe7956a3ba661edd4e748b6fe304017fbf8dd8d14baa2552d2c7",
        ["pair-group-momentum"] = "5892090661642e6c8e753d3edafa30697b474dd241a8177f85587c2a03ff9d31",
        ["pair-group-perturbed-later"] = "e931fb0e68cf657901100efaf037c78831b71b461ae82a8a66a1bf2956189453",
        ["pair-group-perturbed-weights"] = "0de5f4119bf57ac2b8a736b1de35aa3808a95903a09fea5389a1fd12060881e9",
        ["pair-group-real-targets"] = "fb98b5eb9b34fe188ca4b6200bf5902247c3be5ec49ff1a7ebeb846c1ec885e4",
        ["synthetic-tasks"] = "7889c4ff2865ac0bea76c790518817590b559d94475e3852a10c458de749efe4",
    };
}
