using SkiaSharp;

namespace Chaos.Actors.Analysis.Figures;

/// <summary>
/// The composition of one figure, from the top down: head, keys and panels, each as wide as the page allows. What is put on it is drawn only
/// when the height is known.
/// </summary>
internal sealed class Page
{
    private const float LabelledGap = 64, Gap = 16, KeyToPanel = 12, Edge = 30, NarrowEdge = 18;
    private readonly List<Action<SKCanvas>> _blocks = [];
    private readonly bool _hasTitles;

    /// <summary>An empty page.</summary>
    public Page(FigureSize size) => (Width, _hasTitles, Height) = (size.Units, size.Millimetres is null, size.Millimetres is null ? 0 : 4);

    /// <summary>Where the data of every panel begin, so that panels align.</summary>
    public static float Left => 104;

    /// <summary>Width in units.</summary>
    public float Width { get; }

    /// <summary>Height in units of what is on it.</summary>
    public float Height { get; private set; }

    /// <summary>Where the data of every panel end.</summary>
    public float Right => Width - (IsNarrow ? NarrowEdge : Edge);

    /// <summary>Whether it is a single column of a journal.</summary>
    public bool IsNarrow => Width < 800;

    /// <summary>Puts the title and what was measured on top; a page for print has its caption below instead.</summary>
    public void Head(string title, params ReadOnlySpan<string> lines)
    {
        if (!_hasTitles) return;
        var (heading, width) = (RichText.Markup(title), Width - 2 * Edge);
        RichText[] below = [.. lines.ToArray().Select(RichText.Plain)];
        _blocks.Add(canvas =>
        {
            heading.Draw(canvas, Edge, 38, heading.Fit(23, width), Palette.Ink.Skia());
            for (var i = 0; i < below.Length; i++)
                below[i].Draw(canvas, Edge, 65 + 24 * i, below[i].Fit(i == 0 ? 17 : 16, width), (i == 0 ? Palette.Ink : Palette.Faint).Skia());
        });
        Height = 54 + 24 * below.Length;
    }

    /// <summary>Puts a line at the foot.</summary>
    public void Foot(string text)
    {
        if (!_hasTitles) return;
        var line = RichText.Plain(text);
        var baseline = Height + 20;
        _blocks.Add(canvas => line.Draw(canvas, Edge, baseline, line.Fit(14, Width - 2 * Edge), Palette.Faint.Skia()));
        Height += 32;
    }

    /// <summary>Puts a key: as many rows as it takes.</summary>
    public void Key(params IReadOnlyList<KeyEntry> entries)
    {
        if (entries.Count == 0) return;
        foreach (var row in FigureKey.Rows(entries, Right - Left))
        {
            Height += FigureKey.RowHeight;
            var baseline = Height;
            _blocks.Add(canvas => FigureKey.Draw(canvas, Left, Right, baseline, row));
        }
    }

    /// <summary>Puts something that is drawn freely, from its upper edge down.</summary>
    public void Draw(float height, Action<SKCanvas> draw)
    {
        var top = Height;
        _blocks.Add(canvas =>
        {
            canvas.Save();
            canvas.Translate(0, top);
            draw(canvas);
            canvas.Restore();
        });
        Height += height;
    }

    /// <summary>Puts a panel.</summary>
    /// <param name="height">Its height on a wide page; less on a narrow one.</param>
    /// <param name="create">Makes it where it is to be; it is disposed of when drawn.</param>
    /// <param name="isLabelled">Whether its horizontal axis has labels.</param>
    /// <param name="keepsHeight">Whether it is as high on a narrow page, as rows of text are.</param>
    public void Panel(float height, Func<SKRect, Panel> create, bool isLabelled = true, bool keepsHeight = false)
    {
        var top = Height + KeyToPanel;
        var area = new SKRect(Left, top, Right, top + (keepsHeight ? height : Scaled(height)));
        Add(area, create);
        Height = area.Bottom + (isLabelled ? LabelledGap : Gap);
    }

    /// <summary>Puts small panels, with titles, in rows, each at least so wide; the first of each row has labels on its vertical axis.</summary>
    /// <param name="count">How many.</param>
    /// <param name="narrowest">The least width of one.</param>
    /// <param name="height">The height of one, on a wide page.</param>
    /// <param name="create">Makes one where it is to be, told whether it is the first of its row and the last of its column.</param>
    public void Panels(int count, float narrowest, float height, Func<int, SKRect, bool, bool, Panel> create)
    {
        const float between = 26, title = 20;
        var columns = Math.Clamp((int)((Right - Left + between) / (narrowest + between)), 1, count);
        var (width, tall) = ((Right - Left - between * (columns - 1)) / columns, Scaled(height));
        var top = Height + KeyToPanel + title;
        for (var i = 0; i < count; i++)
        {
            var (row, column) = Math.DivRem(i, columns);
            var area = SKRect.Create(Left + column * (width + between), top + row * (tall + title + Gap), width, tall);
            var (index, isFirst, isLast) = (i, column == 0, i + columns >= count);
            Add(area, at => create(index, at, isFirst, isLast));
        }

        Height = top + (count + columns - 1) / columns * (tall + title + Gap) - title - Gap + LabelledGap;
    }

    /// <summary>Draws everything.</summary>
    public void Draw(SKCanvas canvas)
    {
        foreach (var block in _blocks) block(canvas);
    }

    private float Scaled(float height) => height * Math.Clamp(0.45f + 0.55f * Width / Figure.Width, 0.6f, 1.1f);

    private void Add(SKRect area, Func<SKRect, Panel> create) => _blocks.Add(canvas =>
    {
        using var panel = create(area);
        panel.Render(canvas);
    });
}
