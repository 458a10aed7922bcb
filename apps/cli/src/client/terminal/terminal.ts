import pc from 'picocolors';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue';
export type Paint = (style: Style, text: string) => string;

/** Output of a command: results to `out`, everything else to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Writes to `out` without a line break. */
  write(text: string): void;
  /** Writes to `err` without a line break. */
  writeErr(text: string): void;
  /** Whether `out` is a terminal. Other output has complete lines without colours and progress. */
  readonly isTty: boolean;
  /** Whether `err` is a terminal, for progress. */
  readonly isErrTty: boolean;
  /** Columns of `out`; Infinity if it is not a terminal. */
  readonly width: number;
  /** Rows of `out`. */
  readonly height: number;
  readonly paint: Paint;
  readonly paintErr: Paint;
}

/** Node leaves `isTTY` undefined if a stream is not a terminal, although its own type is boolean. */
type Stream = Pick<NodeJS.WriteStream, 'write' | 'columns' | 'rows'> & { readonly isTTY?: boolean };

interface Streams {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The terminal of a process. Colours are used on a terminal, unless NO_COLOR or TERM=dumb is set; FORCE_COLOR forces
 * them.
 */
export function terminalOf({ stdout, stderr, env }: Streams): Terminal {
  const [isTty, isErrTty] = [stdout.isTTY === true, stderr.isTTY === true];
  return {
    out: (text) => void stdout.write(`${text}\n`),
    err: (text) => void stderr.write(`${text}\n`),
    write: (text) => void stdout.write(text),
    writeErr: (text) => void stderr.write(text),
    isTty,
    isErrTty,
    get width() {
      return isTty ? stdout.columns || 80 : Infinity;
    },
    get height() {
      return isTty ? stdout.rows || 24 : Infinity;
    },
    paint: painter(hasColours(isTty, env)),
    paintErr: painter(hasColours(isErrTty, env)),
  };
}

/** Source: https://no-color.org and https://force-color.org. */
function hasColours(isTty: boolean, { NO_COLOR, FORCE_COLOR, TERM }: Streams['env']): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  return isTty && TERM !== 'dumb';
}

function painter(isColoured: boolean): Paint {
  const colours = pc.createColors(isColoured);
  return (style, text) => colours[style](text);
}
