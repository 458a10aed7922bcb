import { Component, computed, inject, linkedSignal, resource, untracked } from '@angular/core';
import { includesRole } from '@reprise/contracts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { lookOften } from '@reprise/web/core/live/look-often.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { pipelineNames } from '@reprise/web/core/pipeline-names.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import type { OwnChoice, OwnOccasion } from '../../contract/index.ts';
import { MessageChoices } from '../messages/message-choices.ts';
import { responseText } from '../webhook-text.ts';
import { OwnNotificationsApi } from './own-notifications-api.ts';
import { isSameChoice, OwnNotificationsForm, type Ending } from './own-notifications-form.ts';

interface Option<T> {
  readonly value: T;
  readonly text: string;
}

const NOTHING: OwnChoice = {
  occasions: [],
  jobs: 'mine',
  pipeline: [],
  label: [],
  one_message_per: 'batch',
  quiet_hours: null,
};
const ENDINGS: readonly Option<Ending>[] = [
  { value: 'none', text: 'No message' },
  { value: 'failed', text: 'Only if it failed' },
  { value: 'ended', text: 'However it ended: completed, failed or cancelled' },
];
const OCCASIONS: readonly Option<OwnOccasion>[] = [
  { value: 'quality_failed', text: 'The quality of results failed' },
  { value: 'approval_needed', text: 'A command needs approval, about any job' },
];
/** For operators and administrators. */
const OUTAGES: readonly Option<OwnOccasion>[] = [
  { value: 'runner_away', text: 'A runner is away for a minute, and when it is back' },
  { value: 'disk_low', text: 'The disk of a runner is low, and when it has space again' },
];
const JOBS: readonly Option<OwnChoice['jobs']>[] = [
  { value: 'mine', text: 'Jobs that I submitted' },
  { value: 'every', text: 'Jobs of everyone' },
];

/** E-mail notifications that the user chooses, sent to the address of the account. */
@Component({
  selector: 'rp-own-notifications-page',
  imports: [Button, ErrorNote, Icon, LoadError, MessageChoices, PageHeading],
  templateUrl: './own-notifications-page.html',
  styleUrl: './own-notifications-page.css',
})
export class OwnNotificationsPage {
  private readonly api = inject(OwnNotificationsApi);
  private readonly user = inject(CurrentUser);
  private readonly toasts = inject(Toasts);
  private readonly known = pipelineNames().names;
  protected readonly read = resource({ loader: () => this.api.show() });
  protected readonly own = lastValue(this.read);
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  /** Form of the choice that was read last. It is replaced by a later one only while it has no unsaved change. */
  protected readonly form = linkedSignal<OwnChoice, OwnNotificationsForm>({
    source: () => this.own() ?? NOTHING,
    computation: (choice, last) =>
      last && !untracked(() => isSameChoice(last.value.body(), last.source))
        ? last.value
        : new OwnNotificationsForm(choice),
  });
  /** The installed pipelines, and those that are chosen. */
  protected readonly pipelines = computed(() => [...new Set([...this.known(), ...this.form().pipelines()])].toSorted());
  protected readonly sending = new Sending(['label']);
  protected readonly endings = ENDINGS;
  protected readonly occasions = computed(() => [
    ...OCCASIONS,
    ...(includesRole(this.user.session()?.role ?? 'viewer', 'operator') ? OUTAGES : []),
  ]);
  protected readonly jobChoices = JOBS;

  constructor() {
    inject(PageState).show('My notifications');
    inject(Live).follow(null);
    // An administrator can disable or delete them, and a message can fail.
    lookOften(() => this.sending.busy() || this.read.reload());
  }

  protected async save(): Promise<void> {
    if (!this.sending.accepts({ label: this.form().labelError() })) return;
    const saved = await this.sending.send(() => this.api.set(this.form().body()));
    if (!saved) return;
    this.read.set(saved);
    this.toasts.say(saved.status ? 'Notifications saved' : 'No notifications are sent to you');
  }

  protected async test(): Promise<void> {
    const sent = await this.sending.send(() => this.api.test());
    if (!sent) return;
    if (sent.status === 'delivered') this.toasts.say('Test sent: see your mailbox');
    else this.sending.error.set(`The test failed. ${responseText(sent.last_try)}`);
  }
}
