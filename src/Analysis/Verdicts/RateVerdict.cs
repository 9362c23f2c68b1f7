namespace Chaos.Actors.Analysis.Verdicts;

/// <summary>One η.</summary>
/// <param name="Eta">η.</param>
/// <param name="Chaotic">Chaotic seeds, of those that tell: divergent ones do not.</param>
/// <param name="Divergent">Seeds whose run diverges.</param>
/// <param name="Amplification">Median of A over the seeds that tell, in e-folds.</param>
/// <param name="LambdaOverEta">Median of Λ/η.</param>
/// <param name="Sharpness">Median of the largest sharpness·η/2; NaN where nobody looked for it.</param>
public sealed record RateVerdict(double Eta, Proportion Chaotic, int Divergent, double Amplification, double LambdaOverEta, double Sharpness);
