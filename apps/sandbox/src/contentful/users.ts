/** The user of every change through the API. In Contentful it is the owner of the token. */
export const TOKEN_USER = "token-user";
/** The user of every change that is made in the editor. */
export const EDITOR = "editor";

type User = { id: string; firstName: string; lastName: string; email: string };
const USERS: readonly User[] = [
  { id: TOKEN_USER, firstName: "Token", lastName: "User", email: "token@example.com" },
  { id: EDITOR, firstName: "Eda", lastName: "Editor", email: "editor@example.com" },
];

/** A user of the space, as the management API and the editor's apps are told. */
export function userAnswer(id: string): ({ sys: object } & Omit<User, "id">) | undefined {
  const user = USERS.find((each) => each.id === id);
  if (user === undefined) return undefined;
  const { firstName, lastName, email } = user;
  return { sys: { type: "User", id, version: 1 }, firstName, lastName, email };
}
