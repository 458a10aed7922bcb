import type { TestGateway } from './test-gateway.ts';
import { eventually } from './eventually.ts';

export interface Heard {
  readonly event: string;
  readonly id: string;
  readonly data: Record<string, unknown>;
}

/** Listens to the stream of changes, as a browser does. */
export class Listener {
  readonly heard: Heard[] = [];
  readonly comments: string[] = [];
  ended = false;
  /** Whether the stream ended before the gateway closed it, because the listener left or was cut off. */
  cutOff = false;
  readonly #leaving = new AbortController();

  private constructor(readonly response: Response) {}

  static async open(gateway: TestGateway, query = '', headers: Record<string, string> = {}): Promise<Listener> {
    const leaving = new AbortController();
    const response = await fetch(`${gateway.url}/api/jobs/stream${query}`, {
      headers: { authorization: `Bearer ${gateway.token}`, ...headers },
      signal: leaving.signal,
    });
    const listener = new Listener(response);
    listener.#leaving.signal.addEventListener('abort', () => leaving.abort());
    void listener.#read();
    return listener;
  }

  /** The last id, which a browser sends when it reconnects. */
  get lastId(): string {
    return this.heard.at(-1)?.id ?? '';
  }

  wait = (what: string, is: (heard: Heard) => boolean): Promise<Heard> =>
    eventually(what, async () => this.heard.find(is) ?? null);

  leave(): void {
    this.#leaving.abort();
  }

  async #read(): Promise<void> {
    let rest = '';
    try {
      for await (const chunk of this.response.body!.pipeThrough(new TextDecoderStream())) {
        const messages = (rest + chunk).split('\n\n');
        rest = messages.pop() ?? '';
        messages.forEach((message) => this.#hear(message));
      }
    } catch {
      this.cutOff = true;
    }
    this.ended = true;
  }

  #hear(message: string): void {
    const lines = message.split('\n').filter(Boolean);
    const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const data = field('data');
    if (data)
      this.heard.push({ event: field('event') ?? '', id: field('id') ?? '', data: JSON.parse(data) as Heard['data'] });
    else if (lines[0]?.startsWith(':')) this.comments.push(lines[0]);
  }
}
