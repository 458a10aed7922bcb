import { PATIENCE_MS, type TestGateway } from './test-gateway.ts';

/** A browser on the page of a gateway. It keeps cookies and reports the origin of its requests. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  constructor(private readonly gateway: TestGateway) {}

  /** Cookies by name, as the browser would send them. */
  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  forget(): void {
    this.#cookies.clear();
  }

  /** A copy with the same cookies, as a thief could have. */
  copy(): Browser {
    const other = new Browser(this.gateway);
    for (const [name, value] of this.#cookies) other.#cookies.set(name, value);
    return other;
  }

  /** Opens an address of the page, or reads one of the API. */
  get(path: string): Promise<Response> {
    return this.send('GET', path);
  }

  async json<T>(path: string): Promise<T> {
    const response = await this.get(path);
    if (!response.ok) throw new Error(`GET ${path}: ${String(response.status)} ${await response.text()}`);
    return (await response.json()) as T;
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.send('POST', path, body, headers);
  }

  async send(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Response> {
    const url = new URL(path, this.gateway.url);
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        origin: url.origin,
        'sec-fetch-site': 'same-origin',
        'user-agent': 'Test browser',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    return response;
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const isOver = attributes.some((one) => /^max-age=0$/i.test(one) || /^expires=.*1970/i.test(one));
    if (isOver || value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
