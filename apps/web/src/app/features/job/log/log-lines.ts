/** A line of a log, split into parts that only differ in colour. */
export type LogLine = { time: string; text: string; tone: '' | 'er' | 'wa' | 'hl' | 'ts' };

/** Format in which logback writes `.nextflow.log`: `Nov-24 14:18:09.123 [main] DEBUG nextflow.Session - text`. */
const NEXTFLOW_LOG = /^\w{3}-\d\d (\d\d:\d\d:\d\d)\.\d+ \[[^\]]*\] (\w+)\s+(?:([\w.$]+) - )?(.*)$/;
const BAD =
  /\bERROR\b|error exit status|terminated with|Session aborted|\bKilled\b|Exception|Could not|Failed to|No space left/;
const WARN = /\bWARN\b|NOTE:/;

export function logLine(line: string): LogLine {
  const known = NEXTFLOW_LOG.exec(line);
  if (!known) return { time: '', text: line, tone: toneOf('', line) };
  const [, time = '', level = '', , text = ''] = known;
  return { time, text, tone: toneOf(level, text) };
}

function toneOf(level: string, text: string): LogLine['tone'] {
  if (level === 'ERROR' || BAD.test(text)) return 'er';
  if (level === 'WARN' || WARN.test(text)) return 'wa';
  if (level === 'DEBUG' || level === 'TRACE') return 'ts';
  return /process > |executor >/.test(text) ? 'hl' : '';
}
