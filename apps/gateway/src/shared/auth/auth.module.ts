import { Module, type DynamicModule } from '@nestjs/common';
import type { GatewaySettings } from '../settings.ts';
import { adminToken, readOrCreateToken } from './admin-token.ts';
import { MachineAccess } from './machine-access.ts';
import { BrowserSessions } from './session/browser-sessions.ts';
import { SessionCookie } from './session/session-cookie.ts';
import { SignedOutSessions } from './session/signed-out-sessions.ts';
import { ADMIN_TOKEN } from './tokens.ts';

/** The machine's own token, and browser sessions that were opened with it. */
@Module({})
export class AuthModule {
  static of(settings: GatewaySettings): DynamicModule {
    const { tokenFile, access } = settings;
    const { idleMs, maxMs, signedOutFile } = settings.sessions;
    const token = adminToken(readOrCreateToken(tokenFile));
    const signedOut = new SignedOutSessions(signedOutFile, Date.now());
    const machine = new MachineAccess(access.adminToken);
    const sessions = new BrowserSessions({
      key: token.keyFor('reprise session v1'),
      idleMs,
      signedOut,
      maxMs: () => machine.maxSessionMs(maxMs),
    });
    const providers = [
      { provide: ADMIN_TOKEN, useValue: token },
      { provide: MachineAccess, useValue: machine },
      { provide: BrowserSessions, useValue: sessions },
      { provide: SessionCookie, useValue: new SessionCookie(settings, sessions) },
    ];
    return { module: AuthModule, global: true, providers, exports: providers };
  }
}
