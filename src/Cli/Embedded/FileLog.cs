using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Chaos.Actors.Cli.Embedded;

/// <summary>Appends log lines to a file, so that nothing disturbs the screen. A log that cannot be written is no error.</summary>
internal sealed class FileLog(string path, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _gate = new();
    private StreamWriter? _file;
    private bool _broken;

    public ILogger CreateLogger(string category) => new Category(this, category);

    public void Dispose()
    {
        lock (_gate)
        {
            try
            {
                _file?.Dispose();
            }
            catch (IOException)
            {
                // A full disk: the line is lost, nothing else.
            }
            (_file, _broken) = (null, true);
        }
    }

    private void Write(string line)
    {
        lock (_gate)
        {
            if (_broken) return;
            try
            {
                _file ??= new StreamWriter(path, append: true) { AutoFlush = true };
                _file.WriteLine(line);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _broken = true;
            }
        }
    }

    private sealed class Category(FileLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel level) => level is >= LogLevel.Information and < LogLevel.None;

        public void Log<TState>(
            LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(level)) return;
            var now = log.Time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            log.Write($"{now} {level} {name}: {formatter(state, exception)}{(exception is null ? "" : "\n" + exception)}");
        }
    }

    private TimeProvider Time => time;
}
