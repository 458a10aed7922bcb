import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { Denials } from './access/denials.ts';
import { RightsGuard } from './access/rights.guard.ts';
import type { GatewaySettings } from './settings.ts';
import { CheckInputPipe } from './http/check-input.pipe.ts';
import { MinSeqInterceptor } from './http/min-seq.interceptor.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import { RateLimitGuard, rateLimits } from './http/rate-limit.guard.ts';

/** Rules of every route: rate limits, rights, validated input, `min_seq`, problem documents. */
@Module({})
export class HttpModule {
  static of(settings: GatewaySettings): DynamicModule {
    return {
      module: HttpModule,
      imports: [ThrottlerModule.forRoot(rateLimits(settings))],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: RateLimitGuard },
        { provide: APP_GUARD, useClass: RightsGuard },
        Denials,
        { provide: APP_INTERCEPTOR, useClass: MinSeqInterceptor },
        { provide: APP_PIPE, useClass: CheckInputPipe },
      ],
    };
  }
}
