// The line to the server: alerts as they come, and the whole board after each break of it.
import { backoff } from './backoff.js';
import { isAnother, lacking, problemOf, request, signIn, startAnew } from './session.js';

/** The server sends a sign of life every 10 s; after this long without one the line is dead. */
const SILENCE = 25_000;
/** How long a line may be broken before it counts as lost: the server ends each now and then. */
const PATIENCE = 4_000;
/** How long the board may take to load. */
const LOADING = 20_000;

/**
 * Connects, and again after each break, until the server bars this person.
 *
 * @param page.arrive called with each alert that comes
 * @param page.show called with the board and with what came since it was asked for
 * @param page.link called with a state (connecting, live, lost) and words for it
 * @param page.complain called with what is wrong with the board, and with null when nothing is
 */
export function follow(page) {
  const waits = backoff();
  let patience = null;

  const lost = () => page.link('lost', 'Connection lost – alerts are not arriving');

  function connect() {
    const stream = new EventSource('/api/alert-stream');
    const loads = backoff();
    let since = [];
    let asked = false;
    let loaded = false;
    let failing = false;
    let arriving = { alerts: false, actions: false };
    let ended = false;
    let silence = null;
    let retry = null;

    function end() {
      ended = true;
      clearTimeout(silence);
      clearTimeout(retry);
      stream.close();
    }

    function again() {
      end();
      setTimeout(connect, waits.next());
    }

    /** For good: each further request would be refused as well, and be on record as a violation. */
    function stop(reason) {
      end();
      clearTimeout(patience);
      page.link('lost', 'Not let in – alerts are not arriving');
      page.complain(`${reason} Reload the page once that is settled.`);
    }

    function alive() {
      clearTimeout(silence);
      silence = setTimeout(() => {
        lost();
        again();
      }, SILENCE);
    }

    function showState() {
      if (failing) page.link('lost', 'Board not loaded – trying again');
      else if (!arriving.alerts) page.link('lost', 'Alerts are not arriving');
      else if (!arriving.actions) page.link('lost', 'Checks and releases are not arriving');
      else if (loaded) page.link('live', 'Live');
    }

    /** What went wrong with a load, null if nothing did. */
    async function attempt() {
      try {
        const response = await request('/api/alerts', { signal: AbortSignal.timeout(LOADING) });
        if (ended) return null;
        if (response.status === 403) {
          stop(await problemOf(response));
          return null;
        }
        if (!response.ok) return await problemOf(response);
        const board = await response.json();
        if (ended) return null;
        page.show(board, since);
        loaded = true;
        since = [];
        return null;
      } catch (failure) {
        return `The board could not be loaded: ${failure.message}.`;
      }
    }

    async function load() {
      const problem = await attempt();
      if (ended) return;
      failing = problem !== null;
      page.complain(problem);
      showState();
      if (failing) retry = setTimeout(load, loads.next());
      else waits.reset();
    }

    stream.onopen = alive;
    stream.addEventListener('ping', message => {
      alive();
      clearTimeout(patience);
      patience = null;
      // The server itself may hear of nothing: its sign of life says so.
      const following = JSON.parse(message.data);
      arriving = { alerts: following.alerts === 'UP', actions: following.actions === 'UP' };
      showState();
      if (asked) return;
      // The first sign of life says that the server has us on its list: from here on nothing is missed.
      asked = true;
      load();
    });
    stream.addEventListener('alert', message => {
      alive();
      const alert = JSON.parse(message.data);
      if (!loaded) since.push(alert);
      page.arrive(alert);
    });
    stream.onerror = async () => {
      const refused = stream.readyState === EventSource.CLOSED;
      end();
      patience ??= setTimeout(lost, PATIENCE);
      if (document.body.dataset.link !== 'lost') page.link('connecting', 'Connecting …');
      if (refused) {
        lost();
        const reason = await refusal();
        if (reason) {
          stop(reason);
          return;
        }
      }
      again();
    };
  }

  /** Why the server refuses this person for good, or null; who is signed out signs in. */
  async function refusal() {
    const probe = await fetch('/session', { credentials: 'same-origin' }).catch(() => null);
    if (probe?.status === 401) {
      await signIn();
      waits.reset();
    }
    if (probe?.status === 403) return problemOf(probe);
    if (!probe?.ok) return null;
    const who = await probe.json();
    return isAnother(who) ? startAnew() : lacking(who, 'VIEW_ALERTS');
  }

  connect();
}
