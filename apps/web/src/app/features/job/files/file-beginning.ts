/** Number of bytes that a preview reads. */
const PREVIEW_BYTES = 256 * 1024;

export interface Beginning {
  readonly text: string;
  /** Whether the file has more content. */
  readonly cut: boolean;
}

/**
 * Reads the beginning of a text file. For a gzipped file, reads its first block.
 * @throws Error whose message is written for users
 */
export async function readBeginning(url: string, path: string, signal: AbortSignal): Promise<Beginning> {
  const response = await fetch(url, { signal, headers: { range: `bytes=0-${String(PREVIEW_BYTES - 1)}` } });
  if (response.status === 416) return { text: '', cut: false };
  if (!response.ok) throw new Error(await sentenceOf(response));
  const total = Number(/\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1] ?? 0);
  const bytes = await response.arrayBuffer();
  const isPacked = /\.b?gz$/i.test(path);
  const text = isPacked ? await unpack(bytes) : new TextDecoder().decode(bytes);
  const cut = isPacked || total > bytes.byteLength;
  // The last line of truncated text is incomplete.
  return { text: cut ? text.slice(0, text.lastIndexOf('\n') + 1) : text, cut };
}

/** Unpacks all available data. The blocks of bgzip are separate gzip members, and a browser stops after the first. */
async function unpack(bytes: ArrayBuffer): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read())
      text += decoder.decode(part.value as BufferSource, { stream: true });
  } catch {
    if (text === '') throw new Error('This file cannot be unpacked in the page. Download it.');
  }
  return text;
}

async function sentenceOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => null)) as { detail?: string } | null;
  return problem?.detail ?? `The file could not be read (${String(response.status)}).`;
}
