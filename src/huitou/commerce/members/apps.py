"""Django's handle on this room."""

from datetime import timedelta

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "huitou.commerce.members"
    label = "members"

    def ready(self) -> None:
        from huitou.commerce.members.personal_data import MembersData
        from huitou.commerce.members.sessions import actor_of_token
        from huitou.commerce.members.tidy import forget_spent
        from huitou.commerce.members.tokens import GUEST, MEMBER
        from huitou.commerce.members.whose import is_member
        from huitou.foundation import jobs, privacy, web

        privacy.register_personal_data(MembersData())
        privacy.register_members(is_member)
        web.register_bearer(MEMBER, actor_of_token)
        web.register_bearer(GUEST, actor_of_token)
        jobs.every("members.forget_spent", timedelta(hours=6), forget_spent)
