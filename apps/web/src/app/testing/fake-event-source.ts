/** Fake of the browser's EventSource, which a test opens, sends with, and breaks. */
export class FakeEventSource {
  static readonly all: FakeEventSource[] = [];
  readonly url: string;
  closed = false;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  private readonly listeners = new Map<string, (message: MessageEvent<string>) => void>();

  constructor(url: string) {
    this.url = url;
    FakeEventSource.all.push(this);
  }

  static get last(): FakeEventSource {
    return this.all.at(-1)!;
  }

  addEventListener(name: string, listener: (message: MessageEvent<string>) => void): void {
    this.listeners.set(name, listener);
  }

  send(name: string, data: unknown, lastEventId: string): void {
    this.listeners.get(name)?.(new MessageEvent(name, { data: JSON.stringify(data), lastEventId }));
  }

  close(): void {
    this.closed = true;
  }
}
