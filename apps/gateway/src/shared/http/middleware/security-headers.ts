import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/** Stores a nonce for the page's own styles in `response.locals.cspNonce`. */
export function cspNonce(_request: Request, response: Response, next: NextFunction): void {
  response.locals['cspNonce'] = randomBytes(16).toString('base64');
  next();
}

const nonceSource = (_request: IncomingMessage, response: ServerResponse) =>
  `'nonce-${String((response as Response).locals['cspNonce'])}'`;

/**
 * Allows nothing from other origins and nothing inline. HTTPS is not enforced, because a lab's server may use plain
 * HTTP.
 */
export const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", nonceSource],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      // Reports among the results. They have their own policy.
      frameSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  hsts: false,
  referrerPolicy: { policy: 'same-origin' },
});
