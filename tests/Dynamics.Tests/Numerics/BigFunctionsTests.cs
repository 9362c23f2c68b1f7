namespace Chaos.Actors.Dynamics.Tests.Numerics;

/// <summary>The high-precision reference itself, against published decimal digits.</summary>
public class BigFunctionsTests
{
    // Digits by mpmath 1.3 at 60 places.
    [Theory]
    [InlineData("exp", 1.0, "2.71828182845904523536028747135266249775724709")]
    [InlineData("exp", -1.0, "0.36787944117144232159552377016146086744581113")]
    [InlineData("log", 10.0, "2.30258509299404568401799145468436420760110148")]
    [InlineData("tanh", 1.0, "0.76159415595576488811945828260479359041276860")]
    [InlineData("sigmoid", -1.0, "0.26894142136999512074884075817816372563485536")]
    internal void Should_agree_with_published_digits(string function, double x, string digits)
    {
        var value = function switch
        {
            "exp" => BigFunctions.Exp(x),
            "log" => BigFunctions.Log(x),
            "tanh" => BigFunctions.Tanh(x),
            _ => BigFunctions.Sigmoid(x),
        };
        var decimals = digits.Length - 2;
        var scaled = value * new BigFloat(System.Numerics.BigInteger.Pow(10, decimals), 0);
        var difference = scaled - new BigFloat(System.Numerics.BigInteger.Parse(digits.Replace(".", "")), 0);
        Assert.True(difference.BinaryOrder <= 4, $"{function}({x}) is off by 2^{difference.BinaryOrder} · 1e-{decimals}.");
    }
}
