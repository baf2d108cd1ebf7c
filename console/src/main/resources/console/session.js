// Who is signed in, and how to sign in. Every page waits for a session before it asks for data.
// A page belongs to whom it first knew: somebody else gets a page of their own, where nothing of the
// person before is left that they could send under their name.
import { backoff } from './backoff.js';
import { $, el, words } from './dom.js';

const PURPOSE_OF = {
  DISPATCHER: 'sees alerts and acts on them',
  ANALYST: 'sees alerts and searches reads',
  INVESTIGATOR: 'sees alerts, acts on them and searches reads',
  OVERSIGHT: 'sees who looked at what',
  ADMINISTRATOR: 'keeps lists and cameras',
  MAINTAINER: 'keeps the system running, sees no plate',
};

const NEEDED = { VIEW_ALERTS: 'see alerts', QUERY_READS: 'search reads' };

/** Whom this page belongs to; null until somebody is signed in. */
let owner = null;

const identity = who => JSON.stringify([who.username, who.organisation, who.roles, who.permissions]);

/** Whether somebody else, or the same person with other rights, is signed in than this page belongs to. */
export const isAnother = who => owner !== null && identity(who) !== identity(owner);

/** The pages of a browser share one session: whoever signs in or out on one (null) does so on all. */
const pages = new BroadcastChannel('alpr-session');
pages.addEventListener('message', ({ data }) => {
  if (data !== (owner && identity(owner))) startAnew();
});

// A browser may bring a page back as it was left, after somebody else has signed in.
window.addEventListener('pageshow', event => {
  if (event.persisted) startAnew();
});

/** Loads the page anew. Never resolves: whatever waited for a session ends with the page. */
export function startAnew() {
  document.documentElement.hidden = true;
  location.reload();
  return new Promise(() => {});
}

/** Says that nothing was done, since nobody was signed in any more: it has to be wanted again. */
export class NotDone extends Error {}

const READING = ['GET', 'HEAD'];

/** Tells the server whose page asks: the session may have become another person's unnoticed. */
const asOwner = () => owner
  ? { 'Alpr-Signed-In-As': `${encodeURIComponent(owner.organisation)}/${encodeURIComponent(owner.username)}` }
  : {};

/**
 * Asks the server. An answer of 401 opens the sign-in: what only reads is asked for again after it,
 * since that is what the person who came back sees; what changes something is not.
 *
 * @throws NotDone if it changes something and nobody was signed in
 */
export async function request(path, options = {}) {
  const response = await fetch(path, {
    credentials: 'same-origin',
    ...options,
    headers: { Accept: 'application/json', ...asOwner(), ...options.headers },
  });
  if (response.status === 412) return startAnew();
  if (response.status !== 401) return response;
  await signIn();
  if (READING.includes(options.method ?? 'GET')) return request(path, options);
  throw new NotDone('Your session had ended, so this was not done. You are signed in again: press it again if you still want it.');
}

/** The problem a response describes (RFC 9457), as one sentence for a person. */
export async function problemOf(response) {
  try {
    const problem = await response.json();
    return [problem.title, problem.detail].filter(Boolean).join(': ');
  } catch {
    return `The server answered ${response.status} without a reason.`;
  }
}

/** Says that the server lets this person in no longer, or not yet: asking again changes nothing. */
export class Barred extends Error {}

/** Waits until somebody is signed in, and shows who. */
export async function session() {
  const response = await request('/session');
  if (response.status === 403) throw new Barred(await problemOf(response));
  if (!response.ok) throw new Error(await problemOf(response));
  const who = await response.json();
  owner = who;
  show(who);
  return who;
}

/** Why a page stays empty for this person, or null where it need not. */
export function lacking(who, permission) {
  return who.permissions.includes(permission)
    ? null
    : `Your role (${who.roles.map(words).join(', ')}) does not permit you to ${NEEDED[permission]}. Sign out to sign in as somebody else.`;
}

function show(who) {
  $('#who').replaceChildren(
    el('span', { class: 'name' }, el('strong', {}, who.username), ` ${who.roles.map(words).join(', ')} · ${who.organisation}`),
    el('button', { type: 'button', class: 'chip', onclick: signOut }, 'Sign out'));
}

async function signOut() {
  const response = await fetch('/session', { method: 'DELETE', credentials: 'same-origin' }).catch(() => null);
  if (response?.ok) {
    pages.postMessage(null);
    startAnew();
    return;
  }
  $('#who .problem')?.remove();
  $('#who').append(el('span', { class: 'problem', role: 'alert' }, 'You are still signed in: the server did not sign you out. Try again.'));
}

let open = null;

/**
 * Opens the sign-in and resolves once whom the page belongs to has signed in; for somebody else the
 * page is loaded anew. Several callers share one dialog.
 */
export function signIn() {
  open ??= dialog().finally(() => { open = null; });
  return open;
}

/** The roles that a demonstration offers, none elsewhere; null if the server does not answer. */
async function demoRoles() {
  try {
    const demo = await fetch('/session/demo', { credentials: 'same-origin' });
    if (demo.status >= 500) return null;
    return demo.ok ? (await demo.json()).roles.filter(role => role in PURPOSE_OF) : [];
  } catch {
    return null;
  }
}

function dialog() {
  return new Promise(resolve => {
    const failed = el('p', { class: 'problem', role: 'alert', hidden: true });
    let signedIn = false;
    const attempt = async (path, headers = {}) => {
      try {
        const response = await fetch(path, { method: 'POST', credentials: 'same-origin', headers });
        if (response.ok) {
          const who = await response.json();
          pages.postMessage(identity(who));
          if (isAnother(who)) {
            // With the dialog still before it: they see nothing of the page that is left.
            startAnew();
            return;
          }
        }
        signedIn = response.ok;
        failed.textContent = response.ok ? '' : await problemOf(response);
      } catch {
        failed.textContent = 'The server cannot be reached. Try again in a moment.';
      }
      failed.hidden = signedIn;
      if (signedIn) box.close();
    };
    const byRole = role => el('button', { type: 'button', data: { role }, onclick: () => attempt(`/session/demo?role=${role}`) },
      el('strong', {}, words(role)), el('span', { class: 'muted' }, PURPOSE_OF[role]));
    const byToken = el('form', { onsubmit: event => {
      event.preventDefault();
      attempt('/session', { Authorization: `Bearer ${new FormData(event.target).get('token').trim()}` });
    } },
      el('label', {}, 'Token', el('input', { type: 'password', name: 'token', autocomplete: 'off', required: true })),
      el('p', {}, el('button', { class: 'primary' }, 'Sign in')));
    const choice = el('div', {});
    const away = el('p', { class: 'problem', role: 'alert' }, 'The server cannot be reached. This goes on by itself once it answers.');
    const token = el('details', {},
      el('summary', {}, 'Use an access token of your organisation'),
      byToken);
    const box = el('dialog', { class: 'sign-in', 'aria-labelledby': 'sign-in-title' },
      el('h2', { id: 'sign-in-title' }, 'Sign in'), choice, token, failed);
    const offer = async () => {
      const waits = backoff();
      let roles = await demoRoles();
      while (roles === null && box.isConnected) {
        choice.replaceChildren(away);
        await new Promise(again => { setTimeout(again, waits.next()); });
        roles = await demoRoles();
      }
      choice.replaceChildren();
      if (roles?.length > 0) {
        choice.append(
          el('p', { class: 'muted' }, 'A demonstration on one machine: choose who you are.'),
          el('div', { class: 'roles' }, roles.map(byRole)));
      } else {
        token.open = true;
      }
    };
    // Escape closes a dialog; this one ends only with a session.
    box.addEventListener('close', () => {
      if (!signedIn) {
        box.showModal();
        return;
      }
      box.remove();
      resolve();
    });
    document.body.append(box);
    // At once, before the server is asked for anything: it covers the page.
    box.showModal();
    offer();
  });
}
