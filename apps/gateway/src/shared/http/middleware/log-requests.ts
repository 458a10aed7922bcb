import type { IncomingMessage } from 'node:http';
import { logStream } from '@reprise/settings/log-stream';
import type { Request } from 'express';
import type { Params } from 'nestjs-pino';
import { pino, type Logger } from 'pino';
import { pinoHttp, type HttpLogger } from 'pino-http';
import type { GatewaySettings } from '../../settings.ts';

/** Returns an address without its query. */
export const pathOf = (url: string): string => url.split(/[?#]/, 1)[0] ?? '/';

const QUIET = /^\/(health|metrics)(\/|$|\?)/;

/** Creates the logger, which prints JSON lines to stdout, without credentials. */
export const makeLogger = ({ logLevel }: Pick<GatewaySettings, 'logLevel'>): Logger =>
  pino(
    {
      level: logLevel,
      base: { service: 'gateway' },
      redact: ['*.authorization', '*.cookie', '*.password', '*.token'],
    },
    logStream(),
  );

/** Logs one line for each request that was answered, with its correlation id. */
export const logRequests = (logger: Logger): HttpLogger =>
  pinoHttp({
    logger,
    genReqId: (request) => (request as unknown as Request).correlationId,
    autoLogging: { ignore: (request: IncomingMessage) => QUIET.test(request.url ?? '') },
    customLogLevel: (request, response, error) => {
      if (error || response.statusCode >= 500) return 'error';
      // Summarized by AnonymousRequests.
      if (!(request as unknown as Request).actor) return 'silent';
      return response.statusCode >= 400 ? 'warn' : 'info';
    },
    serializers: { req: withoutQuery, res: ({ statusCode }: { statusCode: number }) => ({ statusCode }) },
  });

/** Settings that make Nest use our logger. */
export const loggerParams = (logger: Logger): Params => ({ pinoHttp: { logger }, useExisting: true });

/** Omits everything after the path, because a query may contain a token or names of samples and patients. */
const withoutQuery = ({ id, method, url }: { id: string; method: string; url: string }) => ({
  id,
  method,
  url: pathOf(url),
});
