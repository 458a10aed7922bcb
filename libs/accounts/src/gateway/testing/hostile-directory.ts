import { createHash, createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Claims = Readonly<Record<string, unknown>>;

/** Deviation of a provider from the required response. */
export interface Deviation {
  /** Changes the claims of the ID token; undefined omits a claim. */
  readonly claims?: (claims: Claims) => Claims;
  /** Signs the ID token in a different way. */
  readonly signed?: 'by another key' | 'not at all' | 'by the public key';
  /** Claims in the user info response. */
  readonly user?: Claims;
}

/** OpenID Connect provider that answers as a test specifies, without a form. */
export class HostileDirectory {
  deviation: Deviation = {};
  /** Parameters of the latest sign-in request. */
  asked = new URLSearchParams();
  /** Whether the latest code was sent with the verifier of its challenge. */
  isVerified = false;
  readonly #key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #server = createServer((request, response) => {
    void this.#answer(request).then((body) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body));
    });
  });

  get issuer(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage): Promise<object> {
    const { issuer } = this;
    switch (new URL(request.url ?? '/', issuer).pathname) {
      case '/.well-known/openid-configuration':
        return {
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          userinfo_endpoint: `${issuer}/me`,
          response_types_supported: ['code'],
          id_token_signing_alg_values_supported: ['RS256'],
          code_challenge_methods_supported: ['S256'],
        };
      case '/jwks':
        return { keys: [{ ...this.#key.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }] };
      case '/token': {
        const body = new URLSearchParams(await text(request));
        const challenge = createHash('sha256')
          .update(body.get('code_verifier') ?? '')
          .digest('base64url');
        this.isVerified = challenge === this.asked.get('code_challenge');
        return { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: this.#idToken() };
      }
      default:
        return { ...this.#claims(), ...this.deviation.user };
    }
  }

  #claims(): Claims {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: this.issuer,
      aud: this.asked.get('client_id'),
      sub: 'cleo',
      iat: now,
      exp: now + 300,
      nonce: this.asked.get('nonce') ?? undefined,
      name: 'Cleo Marin',
      email: 'cleo@lab.example',
      email_verified: true,
      groups: ['lab'],
    };
    return this.deviation.claims?.(claims) ?? claims;
  }

  #idToken(): string {
    const { signed } = this.deviation;
    const alg = signed === 'not at all' ? 'none' : signed === 'by the public key' ? 'HS256' : 'RS256';
    const parts = [{ alg, kid: 'k1', typ: 'JWT' }, this.#claims()].map((part) => encoded(JSON.stringify(part)));
    const input = parts.join('.');
    const bySecret = () =>
      createHmac('sha256', this.#key.publicKey.export({ type: 'spki', format: 'pem' }))
        .update(input)
        .digest();
    const byKey = ({ privateKey }: { readonly privateKey: KeyObject }) =>
      sign('sha256', Buffer.from(input), privateKey);
    const signature =
      alg === 'none'
        ? Buffer.alloc(0)
        : alg === 'HS256'
          ? bySecret()
          : byKey(signed === 'by another key' ? this.#other : this.#key);
    return `${input}.${encoded(signature)}`;
  }
}

const encoded = (bytes: string | Buffer): string => Buffer.from(bytes).toString('base64url');
