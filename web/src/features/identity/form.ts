// Rules of the sign-in and sign-up forms: what the browser can know before it asks. The words are the server's.
// Not here: whether a name is taken or a password is a common one; the server answers that.
import { type InferType, object, ref, string } from "yup";
import { m } from "@/lib/messages";

const USERNAME = /^[\p{L}\p{N}_.@+-]+$/u;
const LONGEST_USERNAME = 150;
const SHORTEST_PASSWORD = 8;

export const loginSchema = object({
  username: string().trim().required(m.login.required),
  password: string().required(m.login.required),
});

/** Django's rules, but the list of common passwords. */
export const newPassword = string()
  .required(m.login.required)
  .min(SHORTEST_PASSWORD, m.registration.short)
  .test("numeric", m.registration.numeric, (password) => !/^\d+$/.test(password.trim()));

export const registrationSchema = object({
  username: string()
    .trim()
    .required(m.login.required)
    .max(LONGEST_USERNAME, m.registration.longUsername)
    .matches(USERNAME, { message: m.registration.badUsername, excludeEmptyString: true }),
  email: string().trim().default("").email(m.registration.badEmail),
  password: newPassword,
  password2: string()
    .required(m.login.required)
    .oneOf([ref("password")], m.registration.mismatch),
});

export type LoginForm = InferType<typeof loginSchema>;
export type RegistrationForm = InferType<typeof registrationSchema>;
