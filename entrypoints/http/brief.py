"""Answers past the framework, for the questions that are asked all the time."""

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from application.actor import Actor
from application.app import Application
from entrypoints.http.options import HttpOptions
from entrypoints.http.ready_json import ReadyJson

Asked = TypeVar("Asked")


class Brief(ABC, Generic[Asked]):
    """Answers a route's plainest requests in place of its handler.

    The framework parses parameters and builds a response, which costs more than most answers do.
    A route that names such a class as `brief` has it answer what `read` understands; what it does
    not, be it wrong or only unusual, the framework answers.
    """

    def __init__(self, application: Application, options: HttpOptions) -> None:
        self._application = application
        self._options = options

    @abstractmethod
    def read(self, path_id: str, query: bytes) -> Asked | None:
        """Return what is asked, or None where the framework is to find out.

        Args:
            path_id: the id at the end of the path; empty where the route has none.
            query: as it came.
        """

    @abstractmethod
    async def answer(self, actor: Actor, asked: Asked) -> ReadyJson:
        """Return the answer for somebody who was admitted."""
