import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import type { Params } from 'nestjs-pino';
import { pino, type Logger } from 'pino';
import { pinoHttp, type HttpLogger } from 'pino-http';
import type { GatewaySettings } from '../settings.ts';

const QUIET = /^\/(health|metrics)(\/|$|\?)/;

/** Makes the logger: JSON lines on stdout, without credentials. */
export const makeLogger = ({ logLevel }: Pick<GatewaySettings, 'logLevel'>): Logger =>
  pino({
    level: logLevel,
    base: { service: 'gateway' },
    redact: ['*.authorization', '*.cookie', '*.password', '*.token'],
  });

/** Logs one line for each answered request, with its correlation id. */
export const logRequests = (logger: Logger): HttpLogger =>
  pinoHttp({
    logger,
    genReqId: (request) => (request as unknown as Request).correlationId,
    autoLogging: { ignore: (request: IncomingMessage) => QUIET.test(request.url ?? '') },
    customLogLevel: (_, response, error) => {
      if (error || response.statusCode >= 500) return 'error';
      return response.statusCode >= 400 ? 'warn' : 'info';
    },
    serializers: { req: withoutToken, res: ({ statusCode }: { statusCode: number }) => ({ statusCode }) },
  });

/** Settings of Nest's logger: it uses ours. */
export const loggerParams = (logger: Logger): Params => ({ pinoHttp: { logger }, useExisting: true });

/** Hides the token: `url` may be the link that signs in. */
const withoutToken = ({ id, method, url }: { id: string; method: string; url: string }) => ({
  id,
  method,
  url: url.replace(/(?<=[?&])[^&]+/g, (pair) => (new URLSearchParams(pair).has('token') ? 'token=***' : pair)),
});
