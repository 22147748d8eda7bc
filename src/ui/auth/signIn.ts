import * as vscode from 'vscode';
import type { AuthorizationResult } from '../../auth/account';
import type { Application, Authorization, Authorizer } from '../../auth/oauth/authorization';
import { NoAnswer } from '../../auth/oauth/callbacks';
import { firstFlow, offeredFlows, redirectUriFor, type Host } from '../../auth/oauth/flows';
import { AuthorizationRefused, canAuthorize, GrantRefused, randomText } from '../../auth/oauth/tokenEndpoint';
import { configurationMessage } from '../../messages/settings';
import * as messages from '../../messages/signIn';
import { clientIdFault, type FlowName } from '../../model/account';
import { Cancelled, ConfigurationError, UserFacingError } from '../../model/errors/userFacingError';
import { Emitter } from '../../platform/event';
import { NoPortsError } from '../../platform/host';
import { DisposableStore } from '../../platform/lifecycle';
import type { Settings } from '../../platform/settings';
import type { Endpoints } from '../../spotify/endpoints';
import { copyOrShow, flashStatus, inform } from '../common/messages';
import { waitForBrowser, type BrowserOutcome, type WaitingRequests } from './browserProgress';
import { waitForPaste } from './pastePrompt';
import type { KnownRedirectUris } from '../common/knownRedirectUris';
import { bringClientId, confirmRedirectUri } from '../common/spotifyApp';
import type { UnfinishedSignIn } from './unfinishedSignIn';

type AttemptOutcome = BrowserOutcome | { readonly kind: 'toRegister' };

/** The conversation that leads from "Spotify: Sign In" to tokens. One at a time: a new one gives up the one before. */
export class SignIn extends DisposableStore {
  readonly #anotherWay = this.add(new Emitter<void>());
  readonly #shownAgain = this.add(new Emitter<void>());
  readonly #requests: WaitingRequests = {
    shownAgain: this.#shownAgain.event,
    anotherWay: this.#anotherWay.event,
    openAgain: () => this.openAgain(),
  };
  #current: Authorization | undefined;

  constructor(
    private readonly authorizer: Authorizer,
    private readonly settings: Settings,
    private readonly endpoints: () => Endpoints,
    private readonly describeHost: (nonce: string) => Promise<Host>,
    private readonly memory: { readonly known: KnownRedirectUris; readonly unfinished: UnfinishedSignIn },
  ) {
    super();
    this.add({ dispose: () => this.#current?.dispose() });
  }

  /** Leaves the way that is being waited for, and offers the others. */
  useAnotherWay(): void {
    this.#anotherWay.fire();
  }

  /** Brings back what waits for the browser. */
  showProgress(): void {
    this.#shownAgain.fire();
  }

  /** Opens the page of the sign-in that is under way, in the browser. */
  openAgain(): void {
    if (this.#current) void openPage(this.#current.url);
  }

  async copyAddress(): Promise<void> {
    if (this.#current) await copyOrShow(this.#current.url, messages.pageAddress);
  }

  /**
   * `showDialog`: Spotify asks even whom it knows, and offers to take another account.
   * @throws Cancelled when the user changed their mind
   * @throws UserFacingError when Spotify refused, no answer came, or VS Code is not configured for it
   * @throws ApiProblemError when Spotify cannot be reached
   */
  async run(showDialog: boolean, intended?: FlowName): Promise<AuthorizationResult> {
    try {
      return await this.#run(showDialog, intended);
    } catch (error) {
      throw isRefusal(error) ? cancelled() : signInError(error);
    }
  }

  async #run(showDialog: boolean, intended: FlowName | undefined): Promise<AuthorizationResult> {
    if (!canAuthorize()) {
      throw new UserFacingError(...messages.insecurePage);
    }
    const endpoints = this.endpoints();
    const { value } = this.settings.clientId;
    this.#current?.dispose();
    const clientId = clientIdFault(value) ? await bringClientId(this.settings) : value;
    let flow = intended;
    for (;;) {
      const nonce = randomText();
      const host = await this.describeHost(nonce);
      flow ??= firstFlow(host, this.settings.signInFlow.value);
      const outcome = await this.#attempt(flow, nonce, host, { clientId, endpoints, showDialog });
      if (outcome.kind === 'cancelled') throw cancelled();
      if (outcome.kind === 'toRegister') {
        inform(messages.redirectUriToRegister(redirectUriFor(flow, host, endpoints.relay), flow));
        throw new Cancelled();
      }
      if (outcome.kind === 'answered') {
        return { clientId, endpoints, flow, reply: outcome.reply };
      }
      flow = await pickFlow(flow, host, endpoints.relay);
    }
  }

  async #attempt(flow: FlowName, nonce: string, host: Host, app: Application): Promise<AttemptOutcome> {
    const redirectUri = redirectUriFor(flow, host, app.endpoints.relay);
    if (!this.memory.known.has(app.clientId, redirectUri)) {
      const kind = await confirmRedirectUri(redirectUri);
      if (kind === 'cancelled' || kind === 'anotherWay') return { kind };
      this.memory.known.add(app.clientId, redirectUri);
      if (kind === 'toRegister') return { kind };
    }
    this.#current?.dispose();
    const authorization = await this.authorizer.begin(flow, nonce, host, app);
    this.#current = authorization;
    this.memory.unfinished.begin(flow);
    // Not waited for: whatever VS Code says of it, Spotify's answer decides.
    const opened = openPage(authorization.url);
    try {
      return flow === 'paste'
        ? await waitForPaste(authorization, opened, redirectUri, this.#requests)
        : await waitForBrowser(authorization, opened, redirectUri, this.#requests);
    } finally {
      authorization.dispose();
      if (this.#current === authorization) {
        this.#current = undefined;
        // With the window it ends unfinished.
        if (!this.disposed) this.memory.unfinished.end();
      }
    }
  }
}

/** Whether VS Code says that it opened the page; it says no as well where the user chose to copy the address. */
async function openPage(address: string): Promise<boolean> {
  try {
    return await vscode.env.openExternal(vscode.Uri.parse(address));
  } catch {
    return false;
  }
}

async function pickFlow(tried: FlowName, host: Host, relay: string): Promise<FlowName> {
  const items = offeredFlows(host)
    .filter((flow) => flow !== tried)
    .map((flow) => ({
      ...messages.flowChoice(flow),
      flow,
      description: redirectUriFor(flow, host, relay),
    }));
  const chosen = await vscode.window.showQuickPick(items, {
    ...messages.flowQuestion,
    ignoreFocusOut: true,
  });
  if (!chosen) throw cancelled();
  return chosen.flow;
}

/** The user changed their mind, in the browser or here: no error, but said in passing. */
function cancelled(): Cancelled {
  flashStatus(`$(circle-slash) ${messages.signInCancelled}`);
  return new Cancelled();
}

function isRefusal(error: unknown): boolean {
  return error instanceof AuthorizationRefused && error.code === 'access_denied';
}

function signInError(error: unknown): unknown {
  const fault =
    error instanceof ConfigurationError ? error.fault : error instanceof NoPortsError && 'noPorts';
  if (fault) return new UserFacingError(...configurationMessage(fault));
  if (error instanceof NoAnswer) return new UserFacingError(...messages.noAnswer);
  if (error instanceof AuthorizationRefused) return new UserFacingError(...messages.signInRefused);
  if (!(error instanceof GrantRefused)) {
    return error;
  }
  const known = error.code !== 'invalid_client';
  return new UserFacingError(...(known ? messages.answerRefused : messages.clientIdRefused));
}
