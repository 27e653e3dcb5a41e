import type { Check } from "../../frame/check.ts";
import { bad, good, skipped, type Finding } from "../../frame/finding.ts";
import type { Instruments } from "../../instruments/instruments.ts";
import type { ContentfulAccess, ZoomAccess } from "../../patient.ts";
import type { StationDoors } from "../doors/station-doors.ts";
import { heardAt, isHeardAfter } from "../hooks-heard.ts";
import type { InTurn } from "../in-turn.ts";
import { HostSettings, ZoomUser } from "../../../setup/zoom/host-facts.ts";
import { isRecorded, licenceProblems, settingProblems } from "./host-settings.ts";
import { type Host, readHosts } from "./hosts.ts";
import { Locks, overruledWishes } from "./overruled-wishes.ts";
import { findingsOf, type HostProblem } from "./problems-of-hosts.ts";
import { deleteTrialMeeting, makeTrialMeeting } from "./trial-meeting.ts";
import type { ZoomApi } from "./zoom-api.ts";

const OWN_CALL_MS = 12_000;

type Needs = { doors: StationDoors; hooksInTurn: InTurn } & Pick<Instruments, "sleep" | "nowMs">;
type Look = { problems: HostProblem[]; findings: Finding[]; notes: Finding[]; meeting: string | undefined };

/**
 * For the host of every studio: licence, settings, and what becomes of a meeting that is made as the station makes its own. The
 * meetings are deleted at once, and Zoom has to tell the station of that.
 */
export function meetingsCheck(
  api: ZoomApi,
  access: { zoom: ZoomAccess; contentful: ContentfulAccess | undefined },
  o: Needs,
): Check {
  return {
    group: "zoom",
    name: "meetings",
    limitMs: 40_000,
    run: async () => {
      const [{ hosts, problem }, locks] = await Promise.all([
        readHosts(access.zoom, access.contentful),
        readLocks(api),
      ]);
      const looks = await Promise.all(hosts.map((host) => look(host, locks)));
      const wrong = [
        ...(problem === undefined ? [] : [problem]),
        ...findingsOf(looks.flatMap((one) => one.problems)),
        ...withoutRepeats(looks.flatMap((one) => one.findings)),
      ];
      const users = hosts.map(({ user }) => user).join(", ");
      const says = `Meetings of ${users} are as the station makes them, and can be streamed.`;
      const meetings = looks.flatMap(({ meeting }) => meeting ?? []);
      const notes = looks.flatMap((one) => one.notes);
      return [...(wrong.length > 0 ? wrong : [good(says)]), ...notes, ...(await endAll(meetings))];
    },
  };

  async function look(host: Host, locks: readonly Locks[]): Promise<Look> {
    const { user, studios } = host;
    const path = `/users/${encodeURIComponent(user)}`;
    const [person, settings] = await Promise.all([
      api.call({ path }, ZoomUser, "see a host's licence"),
      api.call({ path: `${path}/settings` }, HostSettings, "see a host's settings"),
    ]);
    if (person.kind === "refused" && person.status === 404) {
      const where =
        studios.length === 0 ? "the station's host (run setup again)" : `the studio ${studios.join(", ")}`;
      const cure = `Correct ${where}, or add the user to the Zoom account.`;
      return {
        problems: [{ user, says: "Meetings shall be held by a user that Zoom does not have:", cure }],
        findings: [],
        notes: [],
        meeting: undefined,
      };
    }
    const trial = await makeTrialMeeting(api, user, o.nowMs());
    return {
      problems: [
        ...(person.kind === "told" ? licenceProblems(host, person.value) : []),
        ...(settings.kind === "told" ? settingProblems(host, settings.value) : []),
        ...overruledWishes(user, trial.settings, locks),
      ],
      findings: [
        ...[person, settings].flatMap((one) => (one.kind === "refused" && !one.isScope ? [one.finding] : [])),
        ...trial.findings,
      ],
      notes: settings.kind === "told" && !isRecorded(settings.value) ? [unrecorded(user)] : [],
      meeting: trial.id,
    };
  }

  /** Deletes the meetings while nobody else calls the door of Zoom's webhooks, and hears whether Zoom does. */
  async function endAll(meetings: readonly string[]): Promise<Finding[]> {
    return o.hooksInTurn(async () => {
      const before = await heardAt(o.doors, "zoom");
      const kept = (await Promise.all(meetings.map((id) => deleteTrialMeeting(api, id)))).flatMap(
        (one) => one ?? [],
      );
      if (before.kind === "finding") return [...kept, before.finding];
      if (kept.length === meetings.length) return kept;
      const isHeard = await isHeardAfter(o, "zoom", { sinceMs: before.ms, withinMs: OWN_CALL_MS });
      return [
        ...kept,
        isHeard
          ? good("Zoom told of a meeting that was made and deleted, and the station heard it.")
          : deaf(),
      ];
    });
  }
}

const unrecorded = (user: string): Finding =>
  skipped(
    `Meetings of ${user} are not recorded in Zoom's cloud. The station has what it aired all the same.`,
  );

const deaf = (): Finding =>
  bad(
    `Zoom did not tell of a meeting that was made and deleted, or the station did not hear it within ${OWN_CALL_MS / 1000} s.`,
    "In Zoom's App Marketplace, see that the app's event subscription is saved and validated, goes to /hooks/zoom of this station, has \"Meeting has been deleted\" among its events, and is for all users of the account.",
  );

/** Without its scope nothing is known of locks: the trial meeting shows what they do all the same. */
async function readLocks(api: ZoomApi): Promise<Locks[]> {
  const path = "/accounts/me/lock_settings";
  const told = await Promise.all(
    [path, `${path}?option=meeting_security`].map((each) =>
      api.call({ path: each }, Locks, "see what the account has locked"),
    ),
  );
  return told.flatMap((one) => (one.kind === "told" ? [one.value] : []));
}

function withoutRepeats(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
