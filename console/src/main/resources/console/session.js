// Who is signed in, and how to sign in. Every page waits for a session before it asks for data.
import { $, el, words } from './dom.js';

const PURPOSE_OF = {
  DISPATCHER: 'sees alerts and acts on them',
  ANALYST: 'sees alerts and searches reads',
  INVESTIGATOR: 'sees alerts, acts on them and searches reads',
  OVERSIGHT: 'sees who looked at what',
  ADMINISTRATOR: 'keeps lists and cameras',
  MAINTAINER: 'keeps the system running, sees no plate',
};

/** Asks the server; answers of 401 open the sign-in and the request is made again. */
export async function request(path, options = {}) {
  const response = await fetch(path, { credentials: 'same-origin', headers: { Accept: 'application/json' }, ...options });
  if (response.status === 401) {
    await signIn();
    return request(path, options);
  }
  return response;
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

/** Waits until somebody is signed in and shows who. */
export async function session() {
  const response = await fetch('/session', { credentials: 'same-origin' });
  if (!response.ok) {
    await signIn();
    return session();
  }
  const who = await response.json();
  show(who);
  return who;
}

function show(who) {
  const roles = (who.roles ?? []).map(words).join(', ');
  $('#who').replaceChildren(
    el('span', {}, `${who.username} · ${roles}`),
    el('button', { type: 'button', class: 'chip', onclick: signOut }, 'Sign out'));
}

async function signOut() {
  await fetch('/session', { method: 'DELETE', credentials: 'same-origin' });
  location.reload();
}

let open = null;

/** Opens the sign-in and resolves once it worked. Several callers share one dialog. */
export function signIn() {
  open ??= dialog().finally(() => { open = null; });
  return open;
}

async function dialog() {
  const demo = await fetch('/session/demo', { credentials: 'same-origin' });
  const roles = demo.ok ? (await demo.json()).roles ?? [] : [];
  return new Promise(resolve => {
    const failed = el('p', { class: 'problem', role: 'alert', hidden: true });
    const finish = async response => {
      if (response.ok) {
        box.close();
        box.remove();
        resolve();
      } else {
        failed.textContent = await problemOf(response);
        failed.hidden = false;
      }
    };
    const box = el('dialog', { 'aria-labelledby': 'sign-in-title' },
      el('h2', { id: 'sign-in-title' }, 'Sign in'),
      roles.length > 0 && el('div', {},
        el('p', { class: 'muted' }, 'This is a demonstration on one machine: choose who you are.'),
        el('div', { class: 'roles' }, roles.filter(role => role in PURPOSE_OF).map(role =>
          el('button', { type: 'button', data: { role }, onclick: async () =>
            finish(await fetch(`/session/demo?role=${role}`, { method: 'POST', credentials: 'same-origin' })) },
            el('strong', {}, words(role)), ` – ${PURPOSE_OF[role]}`)))),
      el('details', roles.length > 0 ? {} : { open: true },
        el('summary', {}, 'Use an access token of your organisation'),
        el('form', { onsubmit: async event => {
          event.preventDefault();
          const token = new FormData(event.target).get('token').trim();
          finish(await fetch('/session', { method: 'POST', credentials: 'same-origin', headers: { Authorization: `Bearer ${token}` } }));
        } },
          el('label', {}, 'Token', el('input', { type: 'password', name: 'token', autocomplete: 'off', required: true })),
          el('p', {}, el('button', { class: 'primary' }, 'Sign in')))),
      failed);
    box.addEventListener('cancel', event => event.preventDefault());
    document.body.append(box);
    box.showModal();
  });
}
