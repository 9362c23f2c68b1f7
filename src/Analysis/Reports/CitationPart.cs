namespace Chaos.Actors.Analysis.Reports;

/// <summary>BibTeX of the paper whose question this is, and of the program.</summary>
internal static class CitationPart
{
    /// <summary>The block.</summary>
    public static IEnumerable<ReportBlock> Of(Provenance from)
    {
        var note = from.Commit.Length > 0 ? $"\n  note    = {{commit {from.Commit}}}," : "";
        yield return new ReportBlock.Listing("BibTeX", "bibtex", $$"""
            @article{jimenezgonzalez2026transients,
              author        = {Jim{\'e}nez-Gonz{\'a}lez, Pedro and Soriano, Miguel C. and Lacasa, Lucas},
              title         = {Leveraging chaotic transients in the training of artificial neural networks},
              year          = {2026},
              eprint        = {2506.08523},
              archivePrefix = {arXiv},
              note          = {v1 2025: Leveraging chaos in the training of artificial neural networks},
            }

            @software{chaosactors,
              title   = {Chaos.Actors: chaos in the training of neural networks, measured},
              version = {{{from.Version}}},{{note}}
            }

            """.ReplaceLineEndings("\n"));
    }
}
